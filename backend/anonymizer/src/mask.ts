import { canonical } from './canonical.ts'
import { settle } from './fold.ts'
import type { Kind, SpecialCategory } from './kinds.ts'
import { findKnown, indexOf } from './known.ts'
import { matches } from './matches.ts'
import { isPlaceholder, keyOf, placeholder, readMark } from './placeholder.ts'
import { resolve } from './resolve.ts'
import type { MaskedValue } from './restore.ts'
import { type Finding, type Place, type Scan, scanOf } from './scan.ts'

export interface MaskOptions {
  place: Place
  /** The detectors of one text; `said` in the conversation, or else somebody's pages and instructions. */
  detect(scan: Scan, said: boolean): Finding[]
  special(scan: Scan): SpecialCategory[]
  /** Whether something that looks like an identifier is left of a text, beside what was found in it. */
  doubtful(scan: Scan, found: readonly Finding[]): boolean
  /** Whether a word in lower case is an ordinary word too, so that it does not name a person by itself. */
  isOrdinary(word: string): boolean
  /**
   * At least 12 bytes from a text under a key of the conversation (HMAC): the same value gets the same number in one
   * conversation and another one in the next.
   */
  digest(text: string): Uint8Array
  /** What was masked earlier in the conversation, with its placeholders. */
  earlier: readonly MaskedValue[]
  /** How many of the texts, the first ones, were said in the conversation: in them short values are found again too. */
  said: number
  /** The site's own contact data, which stays readable. */
  readable: readonly string[]
  /** Passages of text, word for word, that somebody else has found in the first text; unknown kinds are `text`. */
  also?: readonly { kind: Kind; value: string }[]
  /** Called between steps; throws when the time is over. */
  tick?(): void
}

export interface Masked {
  /** The texts as they may leave. */
  texts: string[]
  /** Everything that stands in them by a placeholder. */
  values: MaskedValue[]
  /** For each text, whether something that looks like an identifier is left that cannot be told for sure. */
  unsure: boolean[]
  /** Special categories that the first text speaks of. */
  special: SpecialCategory[]
}

/**
 * Masks the texts of one prompt together, the question first: what is found in one of them is masked in all. Throws
 * whatever a detector throws; then nothing may leave.
 */
export function mask(texts: readonly string[], options: MaskOptions): Masked {
  const tick = options.tick ?? (() => {})
  const scans = texts.map(text => {
    tick()
    const settled = settle(text)
    return { settled, scan: scanOf(settled, options.place) }
  })
  const readable = readableOf(options.readable)
  const found = scans.map(({ settled, scan }, index) => {
    tick()
    const findings = [...options.detect(scan, index < options.said), ...lookAlikes(scan.text)]
    if (index === 0) findings.push(...quotedIn(settled, options.also ?? []))
    return findings
  })
  const earlier = options.earlier.map(one => ({ ...one, exact: true }))
  const values = valuesOf(found, scans, readable)
  const said = indexOf([...earlier, ...values], options.isOrdinary)
  const read = indexOf([...options.earlier, ...values], options.isOrdinary)
  const names = namer(options)
  const masked = scans.map(({ settled, scan }, index) => {
    tick()
    const again = findKnown(index < options.said ? said : read, scan)
    const all = resolve([...found[index]!, ...again], scan.text)
    const kept = all.filter(({ kind, start, end }) => !readable(kind, settled.slice(start, end)))
    return { text: replaced(settled, kept, names.nameOf), unsure: options.doubtful(scan, all) }
  })
  tick()
  return {
    texts: masked.map(({ text }) => text),
    values: names.used(),
    unsure: masked.map(({ unsure }) => unsure),
    special: scans[0] ? options.special(scans[0].scan) : [],
  }
}

type Scanned = { settled: string; scan: Scan }
type Readable = (kind: Kind, value: string) => boolean

function valuesOf(found: Finding[][], scans: Scanned[], readable: Readable) {
  return found.flatMap((findings, index) =>
    resolve(findings, scans[index]!.scan.text)
      .map(({ kind, start, end }) => ({ kind, value: scans[index]!.settled.slice(start, end) }))
      .filter(({ kind, value }) => !readable(kind, value)),
  )
}

function replaced(text: string, findings: Finding[], nameOf: (kind: Kind, value: string) => string): string {
  let out = ''
  let from = 0
  for (const { kind, start, end } of findings) {
    out += text.slice(from, start) + nameOf(kind, text.slice(start, end))
    from = end
  }
  return out + text.slice(from)
}

/** Gives each value its placeholder: one number for one value, and never one for two. */
function namer({ digest, earlier }: MaskOptions) {
  const placeholders = new Map<string, string>()
  const values = new Map<string, MaskedValue>()
  const numbers = new Map<string, string>()
  const taken = new Map<string, string>()
  const spellings = new Map<string, number>()
  for (const one of earlier) remember(one)
  const used = new Map<string, MaskedValue>()

  function remember(one: MaskedValue) {
    const same = `${one.kind} ${canonical(one.kind, one.value)}`
    const number = keyOf(one.placeholder).replace(/[A-Z]$/, '')
    placeholders.set(`${one.kind} ${one.value}`, one.placeholder)
    values.set(one.placeholder, one)
    numbers.set(same, number)
    taken.set(number, same)
  }

  function numberOf(same: string): string {
    const known = numbers.get(same)
    if (known) return known
    const bytes = digest(same)
    // Two values whose first six digits are alike, which one in ten thousand conversations may see, get more.
    for (let length = 6; ; length += 2) {
      const number = digitsOf(bytes, length)
      if (taken.has(number)) continue
      taken.set(number, same)
      numbers.set(same, number)
      return number
    }
  }

  function newName(kind: Kind, value: string): string {
    const same = `${kind} ${canonical(kind, value)}`
    const number = numberOf(same)
    for (;;) {
      const count = spellings.get(same) ?? 0
      spellings.set(same, count + 1)
      const letter = count === 0 ? '' : letters[count - 1]
      // A value in more spellings than there are letters is another value from there on.
      if (letter === undefined) return placeholder(kind, numberOf(`${same} ${value}`))
      const name = placeholder(kind, number, letter)
      if (!values.has(name)) return name
    }
  }

  return {
    nameOf(kind: Kind, value: string): string {
      const name = placeholders.get(`${kind} ${value}`) ?? newName(kind, value)
      const one = { placeholder: name, kind, value }
      placeholders.set(`${kind} ${value}`, name)
      values.set(name, one)
      used.set(name, one)
      return name
    },
    used: () => [...used.values()],
  }
}

const letters = 'BCDEFGHJKLMNPQRTUVWXYZ'

/** So many decimal digits from bytes, the first not 0. */
function digitsOf(bytes: Uint8Array, length: number): string {
  let number = 0n
  for (const byte of bytes) number = number * 256n + BigInt(byte)
  const text = String(number % 10n ** BigInt(length))
  return text.padStart(length, '1').replace(/^0/, '1')
}

/**
 * What looks like a placeholder and was typed: it becomes a value itself, and comes back as it was typed. One that is
 * written as ours are, since a browser has masked the text before, stays of its kind; others are text.
 */
function lookAlikes(text: string): Finding[] {
  const findings: Finding[] = []
  for (const { index } of matches(text, /\\?[[［【⟦]/g)) {
    const mark = readMark(text, index)
    if (!mark || mark === 'partial') continue
    const kind = isPlaceholder(mark.kind, text.slice(index, mark.end)) ? mark.kind : 'text'
    findings.push({ kind, start: index, end: mark.end, weight: 1, scheme: 'look_alike' })
  }
  return findings
}

function quotedIn(settled: string, quotes: readonly { kind: Kind; value: string }[]): Finding[] {
  return quotes.flatMap(({ kind, value }) => {
    const findings: Finding[] = []
    const wanted = settle(value)
    for (
      let at = settled.indexOf(wanted);
      wanted && at >= 0;
      at = settled.indexOf(wanted, at + wanted.length)
    )
      findings.push({ kind, start: at, end: at + wanted.length, weight: 0.5, scheme: 'second_look' })
    return findings
  })
}

/** Contact data stays readable in any spelling; of an address also a part of it. */
function readableOf(list: readonly string[]): Readable {
  if (list.length === 0) return () => false
  const memory = new Map<Kind, string[]>()
  const formsFor = (kind: Kind) => {
    const known = memory.get(kind) ?? list.map(value => canonical(kind, settle(value)))
    memory.set(kind, known)
    return known
  }
  return (kind, value) => {
    const form = canonical(kind, value)
    if (form === '') return false
    return formsFor(kind).some(own => own === form || isPart(kind, form, own))
  }
}

/** A street of a whole address; a phone number with its country code and without. */
function isPart(kind: Kind, form: string, own: string): boolean {
  if (kind === 'address') return form.length >= 6 && ` ${own} `.includes(` ${form} `)
  return kind === 'phone' && (isNational(form, own) || isNational(own, form))
}

/** Whether one number is the other without `00`, a country code of up to three digits, and with its leading 0 or none. */
function isNational(national: string, international: string): boolean {
  const rest = national.replace(/^0(?!0)/, '')
  const code = international.slice(0, -rest.length)
  return rest.length >= 7 && international.endsWith(rest) && /^00\d{1,3}$/.test(code)
}
