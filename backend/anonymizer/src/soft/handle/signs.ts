// Names that their sign gives away: @anna_m, u/anna.
import type { Finding, Scan } from '../../scan.ts'
import { notAt } from './lexicon.ts'
import { isTag } from './shapes.ts'

const mention = /[\p{L}\d_](?:[\p{L}\d_]|[.-](?=[\p{L}\d_])){1,38}/uy
const server = /@[a-z\d-]{2,30}(?:\.[a-z]{2,12}){1,2}/y
export const domain =
  /\.(?:com|de|fr|es|it|nl|net|org|eu|uk|at|ch|be|io|co|example|info|me|app|dev|ie|ca|us|mx|lu)$/

/** @name, where it is neither part of an e-mail address nor of a program. */
export function mentions({ text, lower }: Scan): Finding[] {
  const findings: Finding[] = []
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (/[\p{L}\d_.+@/-]/u.test(text.charAt(at - 1))) continue
    mention.lastIndex = at + 1
    if (!mention.test(text)) continue
    const end = mention.lastIndex
    server.lastIndex = end
    if (server.test(lower)) findings.push(finding(at, server.lastIndex, 0.8))
    else if (isMention(lower.slice(at + 1, end), text.charAt(end))) findings.push(finding(at, end, 0.7))
  }
  return findings
}

function isMention(name: string, next: string): boolean {
  if (next === '/' || next === '(' || next === '@') return false
  if (/^\d/.test(name) && !/\p{L}{3}/u.test(name)) return false
  return !notAt.has(name) && !domain.test(name) && !notAt.has(name.split('-')[0]!)
}

const tag = /^\p{L}[\p{L}\d._]{2,19}#\d{4,5}$/u

/** nachteule#4711, as some games and chats write names; not ticket#4711. */
export function tags({ lower }: Scan): Finding[] {
  return around(lower, '#', /[\p{L}\d._]/u).filter(({ start, end }) => {
    const name = lower.slice(start, end)
    return (
      tag.test(name) &&
      !notAt.has(name.slice(0, name.indexOf('#'))) &&
      !/[@/#-]/.test(lower.charAt(start - 1))
    )
  })
}

const underscored = /^\p{Ll}[\p{Ll}\d]{1,15}_[\p{Ll}\d]{2,15}(?:_[\p{Ll}\d]{2,15})?$/u

/** ghost_nova: in what people write to each other only names look like that. */
export function underscores({ text }: Scan): Finding[] {
  return around(text, '_', /[\p{L}\d_]/u).filter(({ start, end }) => {
    const name = text.slice(start, end)
    return underscored.test(name) && isTag(name) && isFree(text, start, end) && isProse(text, start, end)
  })
}

function isFree(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1)
  return (
    (before === '' || /[\s(>*,;]/.test(before)) &&
    /^(?:[\s,;!?)*]|[.:](?:\s|$)|$)/.test(text.slice(end, end + 2))
  )
}

const longest = 24

/** The runs of letters around each of a sign. */
function around(text: string, sign: string, letter: RegExp): Finding[] {
  const findings: Finding[] = []
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
    let start = at
    while (at - start < longest && letter.test(text.charAt(start - 1))) start--
    let end = at + 1
    while (end - at < longest && letter.test(text.charAt(end))) end++
    findings.push(finding(start, end, 0.5))
    at = end - 1
  }
  return findings
}

const nearby = 80
const program = /[{}`$\\;|]|=|::|=>|\w\(|\/\/|--|\(\)|\.\w+\(|["']\s?:/

/** Whether words stand around, and no program. */
function isProse(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - nearby), start)
  const after = text.slice(end, end + nearby)
  const line = `${before.slice(before.lastIndexOf('\n') + 1)} ${/^[^\n]*/.exec(after)![0]}`
  return /\p{L}{2}/u.test(line) && !program.test(line)
}

/** u/name on Reddit. */
export function redditors({ text, lower }: Scan): Finding[] {
  const findings: Finding[] = []
  for (let at = lower.indexOf('u/'); at >= 0; at = lower.indexOf('u/', at + 1)) {
    const before = text.charAt(at - 1)
    const start = before === '/' && !/[\w.]/.test(text.charAt(at - 2)) ? at - 1 : at
    if (start === at && /[\p{L}\d_/.-]/u.test(before)) continue
    const name = /^[A-Za-z\d_-]{3,20}(?![A-Za-z\d_/-])/.exec(text.slice(at + 2, at + 24))?.[0]
    if (name) findings.push(finding(start, at + 2 + name.length, 0.8))
  }
  return findings
}

function finding(start: number, end: number, weight: number): Finding {
  return { kind: 'handle', start, end, weight }
}
