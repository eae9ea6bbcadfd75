import common from './common-passwords.json' with { type: 'json' }

const leastLength = 15
const leastLeft = 6
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
]

/**
 * Whether a password would be guessed early, though it is long enough (NIST SP 800-63B-4, 3.1.1.2): it repeats
 * itself, runs along an alphabet or a keyboard, holds the person's own e-mail address or name, or is strung
 * together from common passwords. There are no rules of composition.
 */
export function isWeak(password: string, { email, username }: { email: string; username: string }): boolean {
  const text = plain(password)
  const own = [email, username].map(plain).filter(name => name.length > 3)
  if ([...text].length < leastLength || repeats(text) || runs(text)) return true
  if (own.some(name => text.includes(name))) return true
  const words = [...own.flatMap(name => name.split(/[@._+-]/)), ...common].filter(word => word.length > 1)
  return left(text, words) < leastLeft
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** One piece of up to 8 characters over and over, as in `abcabcabcabcabc`. */
function repeats(text: string): boolean {
  return [1, 2, 3, 4, 5, 6, 7, 8].some(size =>
    [...text].every((character, at, all) => at < size || character === all[at - size]),
  )
}

function runs(text: string): boolean {
  const backwards = [...text].reverse().join('')
  return rows.some(row => {
    const round = row.repeat(Math.ceil(text.length / row.length) + 1)
    return round.includes(text) || round.includes(backwards)
  })
}

/** How much is left when all known words are taken out, longer ones first; digits and signs count half. */
function left(text: string, words: string[]): number {
  let rest = text
  for (const word of words.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(word, ' ')
  const letters = rest.match(/\p{L}/gu)?.length ?? 0
  return letters + (rest.match(/[^\p{L}\s]/gu)?.length ?? 0) / 2
}
