import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'
import { isSentence, mailCue } from './email-cues.ts'
import { localStart } from './email-plain.ts'
import { commonEnding, isPlainProvider, isProvider } from './mail-domains.ts'
import { type Domain, dots, readDomain } from './spelled-domain.ts'

const letter = 'a-z0-9\\u00df-\\u024f'
const nouns =
  'arobase|arobas|arrobas?|chiocciol(?:a|ina)|apen?staartj?e?|klammeraffe|affenschwanz|at[- ]?(?:sign|zeichen|teken)|commercial at|a commercial'
const ats = new RegExp(
  `&#(?:64|x40);|&commat;|%40|[([{<] ?[a@] ?[)\\]}>]|(?<![${letter}])(?:${nouns}|at|ät|chez|bei)(?![${letter}])`,
  'g',
)
const joint =
  `(?: ?[([{<] ?(?:${dots}|\\.|underscore|minus|dash|plus) ?[)\\]}>] ?|[ _*~](?:${dots}|minus|dash|hyphen|bindestrich|tiret|` +
  'gui[oó]n|trattino|streepje|underscore|unterstrich|underline|tiret bas|gui[oó]n bajo|trattino basso|' +
  'laag streepje|plus|più|más)[ _*~])'
const joined = new RegExp(`[${letter}._%+-]{1,40}${joint}$`)

/** Addresses whose `@` or dots are written as words or in brackets. */
export function spelledEmails(scan: Scan): Finding[] {
  const found: Finding[] = []
  for (const match of matches(scan.lower, ats)) {
    const finding = around(scan, match.index, match.index + match[0].length, match[0])
    if (finding) found.push(finding)
  }
  return [...found, ...glued(scan)]
}

/** `sure` where nobody would write so in a sentence: in brackets, or by the name of the sign. */
type Way = 'spoken' | 'wrapped' | 'sure'

/** A spelled `@` with the brackets or spaces around it. */
interface At {
  start: number
  end: number
  way: Way
  word: string
}

function around(scan: Scan, first: number, last: number, word: string): Finding | undefined {
  const at = /^[a-zä]/.test(word)
    ? spoken(scan.lower, first, last, word)
    : signed(scan.lower, first, last, word)
  const domain = at && readDomain(scan.lower, at.end)
  if (!domain) return
  const start = readLocal(scan.text, scan.lower, at.start)
  if (start === at.start || !believed(scan.lower, start, at, domain)) return
  return { kind: 'email', start, end: domain.end, weight: at.way === 'sure' ? 1 : 0.8 }
}

/** `(@)`, `(a)` or `&#64;`: of these only the bare letter must touch what is left and right of it. */
function signed(lower: string, first: number, last: number, word: string): At | undefined {
  const [start, end] = widened(lower, first, last)
  if (/^.a/.test(word) && (start < first || end > last)) return
  return { start, end, way: 'sure', word }
}

function spoken(lower: string, first: number, last: number, word: string): At | undefined {
  const open = lower[first - 1] === ' ' && /[([{<]/.test(lower.charAt(first - 2)) ? first - 2 : first - 1
  const close = lower[last] === ' ' && /[)\]}>]/.test(lower.charAt(last + 1)) ? last + 1 : last
  const pair = lower.charAt(open) + lower.charAt(close)
  const [start, end] = widened(lower, open, close + 1)
  if (/^(?:\(\)|\[\]|\{\}|<>|\*\*|~~)$/.test(pair)) return { start, end, way: 'sure', word }
  if (/^(?:__|--|\.\.)$/.test(pair)) return { start: open, end: close + 1, way: 'wrapped', word }
  if (lower[first - 1] !== ' ' || lower[last] !== ' ') return
  return { start: first - 1, end: last + 1, way: word.length > 4 ? 'sure' : 'spoken', word }
}

/** With a space on either side. */
function widened(lower: string, start: number, end: number): [number, number] {
  return [lower[start - 1] === ' ' ? start - 1 : start, lower[end] === ' ' ? end + 1 : end]
}

/** Where the spelled local part begins: a word, and the words that a spelled dot or dash hangs before it. */
function readLocal(text: string, lower: string, end: number): number {
  let start = localStart(text, end)
  if (start === end) return end
  for (let count = 0; count < 5 && /[ )\]}>_*~]/.test(lower.charAt(start - 1)); count++) {
    const more = joined.exec(lower.slice(Math.max(0, start - 62), start))?.[0]
    if (!more) break
    start -= more.length
  }
  return start
}

function believed(lower: string, local: number, { start, way, word }: At, domain: Domain): boolean {
  const name = lower.slice(local, start)
  const told = (/[\d._+\s]/.test(name) && /[a-z]/.test(name)) || mailCue(lower, local)
  if (way === 'sure') return domain.ending !== '' || told
  if (isSentence(name)) return false
  if (way === 'wrapped' && isProvider(domain.house)) return true
  if (way === 'wrapped')
    return commonEnding.test(domain.ending) && (domain.spelled || told || lower[start] === '_')
  return told || domain.spelled || (domain.ending !== '' && word === 'at' && isPlainProvider(domain.house))
}

const capitals =
  /AT(?:gmail|googlemail|hotmail|outlook|yahoo|gmx|icloud|web)(?:\.|DOT)(?:com|de|fr|es|it|nl|net|at|ch)(?![a-zA-Z])/g

/** `annaATgmail.com`: capitals in the middle of a word, for mail providers only. */
function glued({ text }: Scan): Finding[] {
  const found: Finding[] = []
  for (const { index, 0: rest } of matches(text, capitals)) {
    const start = localStart(text, index)
    if (start < index) found.push({ kind: 'email', start, end: index + rest.length, weight: 0.8 })
  }
  return found
}
