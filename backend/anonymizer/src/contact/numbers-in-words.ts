import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'
import { cueAfter, cueBefore } from './phone-cues.ts'

const digits: Record<string, number> = {}
const ones = [
  'zero null nul zéro cero nulla oh o nought naught',
  'one eins ein un une uno una een één',
  'two zwei zwo deux dos due twee',
  'three drei trois tres tre drie',
  'four vier quatre cuatro quattro',
  'five fünf fuenf cinq cinco cinque vijf',
  'six sechs seis sei zes',
  'seven sieben sept siete sette zeven',
  'eight acht huit ocho otto',
  'nine neun neuf nueve nove negen',
]
ones.forEach((names, digit) => {
  for (const name of names.split(' ')) digits[name] = digit
})
const tens =
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety ' +
  'zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig ' +
  'dix onze douze treize quatorze quinze seize vingt vingts trente quarante cinquante soixante septante huitante nonante ' +
  'diez once doce trece catorce quince dieciséis dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta cuarenta cincuenta sesenta setenta ochenta noventa ' +
  'dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta ' +
  'tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig'
/** Each with its place in the list, by which counting up is noticed. */
const two = new Map(tens.split(' ').map((name, place) => [name, place + 10]))
const repeats: Record<string, number> = {
  double: 1,
  doppel: 1,
  doble: 1,
  doppio: 1,
  dubbel: 1,
  triple: 2,
  tripel: 2,
  triplo: 2,
  dreimal: 2,
  hundred: 2,
  hundert: 2,
  cent: 2,
  cento: 2,
  honderd: 2,
  zweimal: 1,
}
const glue = new Set('y e et und en plus and'.split(' '))
const compound =
  /^[a-zäöüßéè]{2,8}(?:und|en|ën)(?:zwanzig|dreißig|dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)$|^(?:venti|trenta?|quaranta?|cinquanta?|sessanta?|settanta?|ottanta?|novanta?)(?:uno|due|tre|tré|quattro|cinque|sei|sette|otto|nove)$/

/** Numbers that somebody dictates in words: at least seven digits, and not merely counted up or down. */
export function findSpelledNumbers({ lower }: Scan): Finding[] {
  const found: Finding[] = []
  let row: Word[] = []
  let before = 0
  for (const { index, 0: word } of matches(lower, /[a-zß-öø-ÿ]+|\d{1,4}(?![\d.,:])/g)) {
    const gap = lower.slice(before, index)
    if (row.length && !/^(?:[ ,.;-]| - |, |\. |\n){0,2}$/.test(gap)) row = closed(row, lower, found)
    before = index + word.length
    const read = reading(word, row.length > 0)
    if (read) row.push({ ...read, start: index, end: before })
    else if (row.length) row = closed(row, lower, found)
  }
  closed(row, lower, found)
  return found
}

interface Word {
  start: number
  end: number
  /** How many digits it stands for. */
  count: number
  /** The digit, or the place of a longer number among its kind. */
  digit: number | undefined
  spelled: boolean
}

function reading(word: string, open: boolean): Pick<Word, 'count' | 'digit' | 'spelled'> | undefined {
  const digit = digits[word]
  if (digit !== undefined) return open || word !== 'o' ? { count: 1, digit, spelled: true } : undefined
  if (two.has(word) || compound.test(word)) return { count: 2, digit: two.get(word), spelled: true }
  const repeat = repeats[word]
  if (repeat) return { count: repeat, digit: undefined, spelled: true }
  if (!open) return
  if (glue.has(word)) return { count: 0, digit: undefined, spelled: false }
  return /^\d/.test(word)
    ? { count: word.length, digit: word.length === 1 ? Number(word) : undefined, spelled: false }
    : undefined
}

/** Takes a row of number words for a number if it is long enough; the next row is empty. */
function closed(row: Word[], lower: string, found: Finding[]): Word[] {
  while (row.length && row.at(-1)!.count === 0) row.pop()
  const spelled = row.filter(word => word.spelled).length
  const count = row.reduce((sum, word) => sum + word.count, 0)
  if (spelled < 4 || count < 7 || count > 24) return []
  const [start, end] = [row[0]!.start, row.at(-1)!.end]
  const kind = /right|close|phone/.test(cueBefore(lower, start) ?? cueAfter(lower, end) ?? '')
    ? 'phone'
    : 'customer_number'
  if (counted(row) >= row.length - (kind === 'phone' ? 1 : 2)) return []
  found.push({ kind, scheme: 'spelled', start, end, weight: 0.6 })
  return []
}

/** One, two, three …: how many words are one more, or one less, than the one before. */
function counted(row: readonly Word[]): number {
  return row
    .slice(1)
    .filter(({ digit }, at) => Math.abs((digit ?? Number.NaN) - (row[at]!.digit ?? Number.NaN)) === 1).length
}
