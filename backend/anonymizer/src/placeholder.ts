import type { Kind } from './kinds.ts'
import typeWords from './words/types.json' with { type: 'json' }

/** The word of each kind that stands in its placeholders. */
const typeOf: Record<Kind, string> = {
  email: 'EMAIL',
  phone: 'PHONE',
  iban: 'IBAN',
  card: 'CARD',
  wallet: 'WALLET',
  ip: 'IP',
  mac: 'MAC',
  url: 'URL',
  secret: 'SECRET',
  password: 'PASSWORD',
  location: 'LOCATION',
  national_id: 'ID',
  person: 'PERSON',
  address: 'ADDRESS',
  birth_date: 'BIRTHDATE',
  handle: 'USERNAME',
  customer_number: 'REFERENCE',
  text: 'TEXT',
}

/** `[PERSON_482913]`; another spelling of the same value bears a letter: `[PERSON_482913B]`. */
export const placeholder = (kind: Kind, number: string, letter = ''): string =>
  `[${typeOf[kind]}_${number}${letter}]`

/** Whether a text is a placeholder of this kind, sign for sign as it is written here. */
export function isPlaceholder(kind: Kind, text: string): boolean {
  const key = keyOf(text)
  return key !== '' && text === placeholder(kind, key)
}

/** What a placeholder is known by, whatever a model makes of the rest of it: its number and letter. */
export const keyOf = (token: string): string => /_(\d{1,14}[A-Z]?)\]$/.exec(token)?.[1] ?? ''

/** A placeholder, or what somebody has made of one: `\[person\_482 913\]`, `[ Personne 482913's ]`. */
export interface Mark {
  kind: Kind
  /** Digits and, if there is one, the letter. */
  key: string
  /** A possessive that stands inside the brackets. */
  tail: string
  /** Whether it is written as we write them, rather than like words in brackets. */
  ours: boolean
  end: number
}

/**
 * Reads a mark that begins at `at`: `null` when none does, `'partial'` when the text ends before that can be told.
 * Case, spaces, Markdown's backslashes and emphasis, translated type words, digits in groups and a possessive inside
 * the brackets are let pass.
 */
export function readMark(text: string, at: number): Mark | 'partial' | null {
  let i = at
  if (text[i] === '\\') i++
  if (i >= text.length) return 'partial'
  if (!opening.has(text[i]!)) return null
  i = skip(text, i + 1, ornament)
  const wordStart = i
  let word = ''
  for (; i < text.length && i - wordStart < longestWord; i++) {
    const sign = text[i]!
    if (isDigit(sign)) break
    if (between.has(sign)) continue
    word += plain(sign)
    if (!prefixes.has(word)) return null
  }
  if (i >= text.length) return 'partial'
  const kind = words.get(word)
  if (!kind || !isDigit(text[i]!)) return null
  const head = text.slice(wordStart, i)
  const number = readNumber(text, i)
  if (number === 'partial' || number === null) return number
  const ours = /_/.test(head) || number.digits.length > 4 || !/\p{Ll}/u.test(head)
  return { kind, key: number.digits + number.letter, tail: number.tail, ours, end: number.end }
}

/** Digits, perhaps in groups, a letter, a possessive, the closing bracket. */
function readNumber(text: string, from: number) {
  let digits = ''
  let i = from
  for (; i < text.length && digits.length <= mostDigits; i++) {
    if (isDigit(text[i]!)) digits += text[i]
    else if (!(grouping.has(text[i]!) && isDigit(text[i + 1] ?? '0'))) break
  }
  if (digits.length > mostDigits) return null
  const rest = text.slice(i, i + longestTail)
  const whole = ending.exec(rest)
  if (whole) {
    const [written, letter = '', tail = ''] = whole
    return { digits, letter: letter.toUpperCase(), tail, end: i + written.length }
  }
  return rest.length < longestTail && endingBegun.test(rest) ? ('partial' as const) : null
}

// The letter of another spelling, never an S; a possessive; the bracket.
const ending = /^(?:[\s\\_-]{0,2}([A-RT-Za-rt-z]))?(['’]?s)?[\s*_`\\]{0,4}[\]］】⟧]/
const endingBegun = /^(?:[\s\\_-]{0,2}[A-RT-Za-rt-z]?)?(?:['’]?s?)?[\s*_`\\]{0,4}$/

/** The kind that the beginning of a mark names, when a text ends in the middle of one; null if it may be anything. */
export function kindBegun(fragment: string): Kind | null {
  const inner = fragment.replace(/^\\?[[［【⟦][\s*_`\\]*/u, '')
  const letters = /^[\p{L}_\\ -]+/u.exec(inner)?.[0] ?? ''
  const word = [...letters]
    .filter(sign => !between.has(sign))
    .map(plain)
    .join('')
  if (words.has(word) && letters.length < inner.length) return words.get(word) ?? null
  if (word.length < 2 || /\p{Ll}/u.test(letters)) return null
  for (const [name, kind] of words) if (name.startsWith(word)) return kind
  return null
}

const opening = new Set('[［【⟦')
const ornament = new Set(' *_`\\')
const between = new Set(' _-\\\u00a0:#.*')
const grouping = new Set(" ,.'\u00a0\u202f\\_")
const longestWord = 40
const longestTail = 12
const mostDigits = 14
const isDigit = (sign: string) => sign >= '0' && sign <= '9'
const plain = (sign: string) => sign.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function skip(text: string, from: number, signs: Set<string>): number {
  let i = from
  while (i < text.length && i - from < 6 && signs.has(text[i]!)) i++
  return i
}

const words = new Map<string, Kind>()
for (const [kind, names] of Object.entries(typeWords) as [Kind, string[]][])
  for (const name of [typeOf[kind], ...names])
    words.set(
      [...name]
        .filter(sign => !between.has(sign))
        .map(plain)
        .join(''),
      kind,
    )
const prefixes = new Set([...words.keys()].flatMap(word => [...word].map((_, i) => word.slice(0, i + 1))))
