import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'

const right = new Map<string, string>()
for (const word of ['password', 'passwort', 'wachtwoord', 'contraseña', 'contrasena', 'kennwort'])
  for (const form of mistyped(word)) right.set(form, word)
const candidate = /(?<!\p{L})[pwkc]\p{L}{6,11}(?!\p{L})/gu

/** A word as hasty fingers write it: a letter missing, twice, or two of them swapped. The first one stays. */
function mistyped(word: string): string[] {
  const forms: string[] = []
  for (let at = 1; at < word.length; at++) {
    const [before, sign, after] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)]
    forms.push(before + after, before + sign + sign + after)
    if (at > 1) forms.push(word.slice(0, at - 1) + sign + word.charAt(at - 1) + after)
  }
  return forms.filter(form => form !== word)
}

/** Looks for what stands beside a mistyped "password" in a text where it is spelled right. */
export function withSpelling(scan: Scan, find: (scan: Scan) => Finding[]): Finding[] {
  let { text, lower } = scan
  const moves: { at: number; by: number }[] = []
  for (const { index, 0: typed } of matches(scan.lower, candidate)) {
    const word = right.get(typed)
    if (!word) continue
    const at = index + (text.length - scan.text.length)
    text = text.slice(0, at) + word + text.slice(at + typed.length)
    lower = lower.slice(0, at) + word + lower.slice(at + typed.length)
    moves.push({ at: at + word.length, by: word.length - typed.length })
    if (moves.length === 32) break
  }
  if (!moves.length) return find(scan)
  const back = (place: number) =>
    place - moves.reduce((sum, move) => (place >= move.at ? sum + move.by : sum), 0)
  return find({ ...scan, text, lower }).map(found => ({
    ...found,
    start: back(found.start),
    end: back(found.end),
  }))
}
