import { firstFrom } from '../halving.ts'
import type { Finding, Scan } from '../scan.ts'
import {
  chain,
  change,
  changing,
  done,
  few,
  genitive,
  instead,
  lead,
  other,
  same,
  told,
  whose,
  wrong,
} from './near-words.ts'
import { passwordName, shortName, wifiName } from './password-cues.ts'
import { isPasswordLike } from './password-lively.ts'
import { tellingWords, type Word, wordAt } from './telling-words.ts'

/** How far from its name a password is looked for. */
const reach = 72

/** Where passwords begin and end. */
type Found = Map<number, number>

interface Search extends Scan {
  words: Word[]
  found: Found
}

/** In a sentence that names a password, the word that can be nothing else, if the words before it lead to it. */
export function near(scan: Scan, known: readonly Finding[]): Finding[] {
  const { text, lower } = scan
  const found: Found = new Map(known.map(({ start, end }) => [start, end]))
  const words = tellingWords(text)
  if (words.some(({ start }) => !found.has(start))) {
    const search: Search = { ...scan, words, found }
    const names = [...lower.matchAll(passwordName)].map(
      ({ index, 0: name }) => [index, index + name.length] as const,
    )
    for (const [start, end] of names)
      if (!below(search, start, end)) ahead(search, end, sentenceEnd(text, end))
    for (const [start] of names) behind(search, sentenceStart(text, start), start)
    afterShort(search)
  }
  if (/w(?:i-?fi|lan)|hotspot|network|box/.test(lower)) afterWifi(scan, found)
  quotedAll(scan, found)
  for (const { start } of known) found.delete(start)
  return [...found].map(([start, end]) => ({ kind: 'password', start, end, weight: 0.75 }))
}

/** Up to the end of the line or sentence; a mark within a word ends none. */
function sentenceEnd(text: string, from: number): number {
  const stop = /[.?](?= |$)|\n|\p{L}!(?= |$)/u.exec(text.slice(from, from + reach))
  return stop ? from + stop.index + (stop[0].endsWith('!') ? 2 : 0) : Math.min(text.length, from + reach)
}

function sentenceStart(text: string, to: number): number {
  const from = Math.max(0, to - reach)
  const stops = [...text.slice(from, to).matchAll(/[.?] |\n|\p{L}! /gu)]
  const last = stops.at(-1)
  return last ? from + last.index + last[0].length : from
}

/** Behind the name: `the password you sent me (x7Kq2p)`, `mot de passe provisoire kP9-22ax`. */
function ahead({ lower, words, found }: Search, from: number, to: number): void {
  let last = from
  for (const word of within(words, from, to)) {
    const gap = lower.slice(last, word.start)
    const led = last === from ? leads(lower, from, word) : chain.test(gap)
    if (!led || gap.length > 52) return
    found.set(word.start, word.end)
    last = word.end
  }
}

function leads(lower: string, from: number, { start, value }: Word): boolean {
  const gap = lower.slice(from, start)
  const close = gap.slice(-24)
  if (!(lead.test(close) || few.test(gap)) || other.test(close) || genitive.test(close.trimEnd()))
    return false
  if (!whose.test(close)) return true
  return /[\p{Lu}!#$&]/u.test(value) && wrong.test(lower.slice(Math.max(0, from - 40), start))
}

/** In front of the name: `I changed it to Tigger44 and now my password …`, `Rover2015 was my old password`. */
function behind({ lower, words, found }: Search, from: number, to: number): void {
  for (const { start, end } of within(words, from, to)) {
    const before = lower.slice(Math.max(0, start - 40), start)
    if (found.has(start) || other.test(before.slice(-24))) continue
    const after = lower.slice(end, to)
    const says =
      same.test(after) || instead.test(after) || told.test(before.slice(-24)) || change.test(before)
    if (says || (changing.test(before) && done.test(after.slice(0, 24)))) found.set(start, end)
  }
}

function within(words: readonly Word[], from: number, to: number): Word[] {
  const first = firstFrom(words, from, ({ start }) => start)
  let end = first
  while ((words[end]?.end ?? to + 1) <= to) end++
  return words.slice(first, end)
}

/** A name alone on its line, and the password alone on the next. */
function below({ text, found }: Search, start: number, end: number): boolean {
  if (start > 0 && text[start - 1] !== '\n') return false
  const way = /^[ :*]{0,4}\n{1,2}[ *]{0,4}/.exec(text.slice(end, end + 10))?.[0].length
  const word = way && wordAt(text, end + way, end + way + reach)
  if (!word || !isPasswordLike(word.value)) return false
  if (!/^\S{0,2} ?(?:$|\n)/.test(text.slice(word.end, word.end + 5))) return false
  found.set(word.start, word.end)
  return true
}

const way =
  /^(?: (?:del?|de la|du|van|vom|of) [a-zà-ÿ-]{2,12})?(?: (?:is|es|è|est|ist|wifi)(?![a-zà-ÿ]))? ?[:=>-]{0,2} ?/

function afterShort({ text, lower, found }: Search): void {
  for (const { index, 0: name } of lower.matchAll(shortName)) {
    const at = index + name.length
    const from = at + (way.exec(lower.slice(at, at + 32))?.[0].length ?? 0)
    const word = wordAt(text, from, from + reach)
    if (word && isPasswordLike(word.value)) found.set(word.start, word.end)
  }
}

function afterWifi({ text, lower }: Scan, found: Found): void {
  for (const { index, 0: name } of lower.matchAll(wifiName)) {
    const word = wordAt(text, index + name.length, index + name.length + reach)
    if (word && (isPasswordLike(word.value) || /^[A-Z]{2,12}-?\d{3,12}$/.test(word.value)))
      found.set(word.start, word.end)
  }
}

/** `the password for my account "Daisy 1990"`: of several words only in quotation marks. */
function quotedAll({ text, lower }: Scan, found: Found): void {
  if (!text.includes('"')) return
  for (const { index, 0: name } of lower.matchAll(passwordName)) {
    const from = index + name.length
    const match = /^[^"\n]{0,40}?"(\p{L}{3,20} \d{2,6})"/u.exec(text.slice(from, from + reach))
    if (!match?.[1] || number.test(match[1].toLowerCase())) continue
    const end = from + match[0].length - 1
    if (!says.test(lower.slice(from, end - match[1].length))) found.set(end - match[1].length, end)
  }
}

const number = /^(?:error|fehler|erreur|errore?|fout|code|seite|page|step)/
const says = /(?:says?|zeigt|steht|sagt|dit|dice|zegt|staat|shows?) ?:? ?"$/
