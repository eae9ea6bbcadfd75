import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'
import { isSentence, mailCue } from './email-cues.ts'
import { commonEnding, isPlainProvider, isProvider, knownEnding, possibleEnding } from './mail-domains.ts'
import { readDomain } from './spelled-domain.ts'

/** Addresses with a real `@`, from each of which it looks a bounded way to both sides. */
export function plainEmails(scan: Scan): Finding[] {
  const found: Finding[] = []
  for (let at = scan.text.indexOf('@'); at >= 0; at = scan.text.indexOf('@', at + 1)) {
    const finding = around(scan, at)
    if (finding) found.push(finding)
  }
  return found
}

function around(scan: Scan, at: number): Finding | undefined {
  const start = localStart(scan.text, at)
  if (start === at) return spaced(scan, at)
  const end = domainEnd(scan.lower, at + 1) ?? loose(scan, start, at)
  if (!end) return
  const trimmed = scan.text[end] === '_' && scan.text[start] === '_' ? start + 1 : start
  if (scan.text[start - 1] === '@')
    return { kind: 'handle', scheme: 'fediverse', start: start - 1, end, weight: 0.8 }
  return { kind: 'email', start: trimmed, end, weight: 1 }
}

const letter = /[\p{L}\p{N}]/u

function isLocal(code: number): boolean {
  if (code < 128)
    return (
      (code >= 97 && code <= 122) ||
      (code >= 45 && code <= 57 && code !== 47) ||
      (code >= 65 && code <= 90) ||
      "_+%'".includes(String.fromCharCode(code))
    )
  return letter.test(String.fromCharCode(code))
}

/** `bounce+anna=example.com@…`: what mail servers put in front of an address to know it again. */
const tagged = /(?<![\w.+-])[a-z0-9_.-]{1,40}\+[a-z0-9_.-]{0,40}=$/i

/** Where the part before the `@` begins; the place of the `@` itself if there is none. */
export function localStart(text: string, at: number): number {
  if (text[at - 1] === '"') return quotedStart(text, at)
  let start = at
  while (start > 0 && at - start < 96 && isLocal(text.charCodeAt(start - 1))) start--
  if (text[start - 1] === '=')
    start -= tagged.exec(text.slice(Math.max(0, start - 82), start))?.[0].length ?? 0
  const junk = /^(?:%[0-9a-f]{2}|[.'%+-])+/i.exec(text.slice(start, at))
  return start + (junk?.[0].length ?? 0)
}

function quotedStart(text: string, at: number): number {
  const inside = /"([^"\n@:{}]{1,64})$/.exec(text.slice(Math.max(0, at - 66), at - 1))?.[1]
  return inside?.trim() ? at - 2 - inside.length : at
}

/** Reads labels and dots from `from` on; returns the end of the last label that may end a domain. */
function domainEnd(lower: string, from: number): number | undefined {
  const window = lower.slice(from, from + 255)
  const literal = /^\[(?:\d{1,3}\.){3}\d{1,3}\]|^\[ipv6:[0-9a-f:]{2,45}\]/.exec(window)
  if (literal) return from + literal[0].length
  const run = /^[\p{L}\p{N}-]{1,63}(?:\.{1,2}[\p{L}\p{N}-]{1,63}){1,6}/u.exec(window)?.[0]
  if (!run) return
  return endOf(run, from)
}

function endOf(run: string, from: number): number | undefined {
  const labels = matches(run, /[^.]+/g)
  const ends = labels.slice(1).map(label => ({ label: label[0], end: label.index + label[0].length }))
  const known = ends.findLast(({ label }) => knownEnding(label))
  const cut = ends.find(
    ({ label }) => /^[a-z]{2,6}-/.test(label) && knownEnding(label.split('-', 1)[0] ?? ''),
  )
  const last = ends.at(-1)
  if (known && (!cut || known.end > cut.end)) return from + known.end
  if (cut) return from + cut.end - cut.label.length + cut.label.indexOf('-')
  return last && possibleEnding(last.label) ? from + last.end : undefined
}

/** A domain with a slip in it: `gmail,com`, `gmail. com`, `gmailcom`, `gmail`; or any single word after a cue. */
function loose({ lower }: Scan, start: number, at: number): number | undefined {
  const window = lower.slice(at + 1, at + 80)
  const house = /^ ?([a-z0-9-]{2,40})/.exec(window)
  if (!house?.[1]) return
  const [spelled, label] = house
  const rest = window.slice(spelled.length)
  const slip =
    /^[,;] ?([a-z]{2,4})(?![a-z0-9])/.exec(rest) ??
    /^(?: \. ?|\. ?| )([a-z]{2,4})(?![a-z0-9])/.exec(rest) ??
    undefined
  const after = at + 1 + spelled.length
  if (slip?.[1] && commonEnding.test(slip[1]) && (isProvider(label) || believable(slip[0], label, slip[1])))
    return after + slip[0].length
  if (spelled === label && !/^ ?[([{]| (?:dot|punkt|point|punto|punt) /.test(rest) && isPlainProvider(label))
    return after
  const said = readDomain(lower, at + 1)
  if (said?.spelled) return said.end
  if (/^(?:gmail|hotmail|outlook|yahoo|gmx|icloud|web)(?:com|de|fr|es|it|nl|net)$/.test(label)) return after
  if (spelled !== label) return domainEnd(lower, at + 2)
  return mailCue(lower, start) && /^(?![\w.])/.test(rest) && /[a-z]{3}/.test(label) ? after : undefined
}

/** After a comma that touches both, any domain is believed; after a space, only the endings that are no words. */
function believable(slip: string, label: string, ending: string): boolean {
  if (/^[,;][a-z]/.test(slip)) return /[a-z]{2}/.test(label)
  return /^ \./.test(slip) || (/^\. /.test(slip) && /^(?:com|net|org)$/.test(ending))
}

/** `anna @ gmail . com`: with a space before the sign, unless the word there belongs to a sentence. */
function spaced(scan: Scan, at: number): Finding | undefined {
  if (scan.text[at - 1] !== ' ') return
  const before = scan.text[at - 2] === ' ' ? at - 2 : at - 1
  const start = localStart(scan.text, before)
  if (start === before) return
  const from = at + 1 + (/^ {1,2}/.exec(scan.text.slice(at + 1, at + 3))?.[0].length ?? 0)
  const end = domainEnd(scan.lower, from) ?? dotted(scan.lower, from)
  if (!end) return
  const name = scan.lower.slice(start, before)
  const house = /^[^ .]*/.exec(scan.lower.slice(from, end))?.[0] ?? ''
  if (!/\p{L}/u.test(name) || isSentence(name)) return
  if (from === at + 1 && !/[\d._+]/.test(name) && !isProvider(house) && !mailCue(scan.lower, start)) return
  return { kind: 'email', start, end, weight: 0.8 }
}

/** `gmail . com`, `gmail .com`, `mail . example . com` */
function dotted(lower: string, from: number): number | undefined {
  const run = /^[a-z0-9-]{2,63}(?: ?\. ?[a-z0-9-]{2,63}){1,3}/.exec(lower.slice(from, from + 160))?.[0]
  if (!run) return
  const labels = matches(run, /[a-z0-9-]+/g).slice(1)
  const last = labels.findLast(({ 0: label }) => knownEnding(label))
  return last && from + last.index + last[0].length
}
