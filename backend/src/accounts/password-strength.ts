import { createHash } from 'node:crypto'
import common from './common-passwords.json' with { type: 'json' }
import leaked from './leaked-passwords.json' with { type: 'json' }

const leastLength = 15
const leastLeft = 6
/** The first 48 bits of SHA-256: nobody reads in our source what people once chose. */
const hashBytes = 6
const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  'qazwsxedcrfvtgbyhnujmikolp',
  'qazxswedcvfrtgbnhyujmkiolp',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1qazxsw23edcvfr45tgbnhy67ujmki89olp0',
  '1q2w3e4r5t6y7u8i9o0p',
].flatMap(row => [row + row, [...(row + row)].reverse().join('')])
const leastRun = 4
const longestPiece = 8
/** What comes after is not looked at: normalised, a text may be eighteen times as long as it was typed. */
const mostJudged = 200

/** What somebody is called, which is the first that is tried. */
interface Called {
  email: string
  username: string
  fullName?: string | null
}

// The 5000 commonest of 15 characters and more among Mark Burnett's ten million passwords (2015, public domain).
const known = new Set(leaked)

/**
 * Whether a password would be guessed early, though it is long enough (NIST SP 800-63B-4, 3.1.1.2; OWASP ASVS 5.0,
 * 6.2.4): it is among the commonest that were ever leaked, or, when what repeats, what runs along an alphabet or a
 * keyboard, common passwords and the person's own names are taken out of it, hardly anything is left. There are no rules
 * of composition.
 */
export function isWeak(password: string, called: Called): boolean {
  const characters = [...plain(password)].slice(0, mostJudged)
  if (characters.length < leastLength || isLeaked(characters)) return true
  const text = characters.join('')
  const own = [called.email, called.username, called.fullName ?? ''].map(plain)
  if (own.some(name => name.length > 3 && text.includes(name))) return true
  const words = [...own.flatMap(name => name.split(/[@._+\s-]+/)), ...common].filter(word => word.length > 1)
  return left(withoutRuns(folded(text)), words) < leastLeft
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** Also with digits and signs put before or after it. */
function isLeaked(characters: string[]): boolean {
  const isLetter = (character: string) => /\p{L}/u.test(character)
  const first = Math.max(characters.findIndex(isLetter), 0)
  const end = characters.findLastIndex(isLetter) + 1
  const forms = [characters, characters.slice(first), characters.slice(0, end)]
  return forms.some(form => known.has(hashOf(form.join(''))))
}

const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest().subarray(0, hashBytes).toString('base64url')

/** What comes three times in a row, in pieces of up to eight characters, counts once: `abcabcabc` is `abc`. */
function folded(text: string): string {
  let rest = ''
  for (let at = 0; at < text.length; ) {
    const [length, size] = longestRepeat(text, at)
    rest += text.slice(at, at + size)
    at += length
  }
  return rest
}

/** How far one piece goes on from here, and how long it is; a character for itself where nothing repeats. */
function longestRepeat(text: string, at: number): [length: number, size: number] {
  let longest: [number, number] = [1, 1]
  for (let size = 1; size <= longestPiece; size++) {
    let end = at + size
    while (end < text.length && text[end] === text[end - size]) end++
    if (end - at >= 3 * size && end - at > longest[0]) longest = [end - at, size]
  }
  return longest
}

/** Without what runs along a row, forwards or backwards. */
function withoutRuns(text: string): string {
  let rest = ''
  for (let at = 0; at < text.length; ) {
    let length = leastRun
    while (at + length <= text.length && runs(text.slice(at, at + length))) length++
    if (length > leastRun) at += length - 1
    else rest += text[at++]
    if (length > leastRun) rest += ' '
  }
  return rest
}

const runs = (piece: string): boolean => rows.some(row => row.includes(piece))

/** How much is left when all known words are taken out, longer ones first; digits and signs count half. */
function left(text: string, words: string[]): number {
  let rest = text
  for (const word of words.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(word, ' ')
  const letters = rest.match(/\p{L}/gu)?.length ?? 0
  return letters + (rest.match(/[^\p{L}\s]/gu)?.length ?? 0) / 2
}
