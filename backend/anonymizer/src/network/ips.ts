import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'
import { sixAt } from './ip-six.ts'

/** Addresses of machines, but for those that are the same on every machine. */
export function findIps(scan: Scan): Finding[] {
  return [...fours(scan), ...sixes(scan)]
}

const four = /\d{1,3}(?:\.\d{1,3}){3}/g
const bits = /^\/(?:3[0-2]|[12]?\d)(?![\d/])/
const version =
  /(?<![a-z])(?:version|versione|versi[oó]n|versie|vers|ver|v|firmware|release|build|update|driver|treiber|fw|sw|kernel|section|sezione|secci[oó]n|kapitel|abschnitt|absatz|punkt|chapter|chapitre|cap[ií]tulo|capitolo|hoofdstuk|paragraaf|paragraph|clause|ziffer|artikel|article|§|windows|android|ios|chrome|firefox|safari|edge|python|node|java|php|mysql|oid|(?:up|down)grade[ds]?(?: \w{1,12})? to|update[ds]? (?:\w{1,12} )?to|v8 to|bump(?:ed|s)?(?: \w{1,12})? to|patch(?:ed)?(?: \w{1,12})?(?: to)?)[ .:#(-]{0,3}$/
/** What stands before a small number of a version, or before an address as well. */
const perhapsVersion = /(?<![a-z])(?:nr|no|ab|from)[ .:#(-]{0,3}$/
const cue =
  /(?<![a-z])(?:ips?|ipv4|address|adresse|adres|indirizzo|direcci[oó]n|server|serveur|servidor|host|dns|ping|client|remote|ssh|vpn|proxy|gateway|router|from|login|von|de|desde|da|van)(?![a-z])[^\n\d]{0,20}$|\/\/[^\n\d]{0,20}$|@$|ip[ :="'(]{0,4}$/

function fours({ text, lower }: Scan): Finding[] {
  const found: Finding[] = []
  for (const match of matches(text, four)) {
    const start = match.index
    const end = start + match[0].length
    if (/[\p{L}\d._]/u.test(text.charAt(start - 1)) || /^(?:[\p{L}\d_]|\.\d)/u.test(text.slice(end, end + 2)))
      continue
    if (text[start - 1] === '-' && /[\p{L}\d]/u.test(text.charAt(start - 2))) continue
    const octets = match[0].split('.').map(Number)
    if (octets.some(octet => octet > 255) || /(?:^|\.)0\d/.test(match[0])) continue
    const before = lower.slice(Math.max(0, start - 32), start)
    const cued = cue.test(before)
    if (everybodys(octets, before)) continue
    const small = octets.every(octet => octet < 64)
    if (small && perhapsVersion.test(before)) continue
    if (version.test(before) && !/ip[^a-z]{0,3}(?:v4)?[^a-z]{0,3}$/.test(before)) continue
    if (/[a-z\d]\/$/.test(before) && !/\/\/[^ ]*$/.test(before)) continue
    if (!cued && small) continue
    const size = bits.exec(text.slice(end, end + 5))?.[0].length ?? 0
    found.push({ kind: 'ip', scheme: 'v4', start, end: end + size, weight: cued ? 1 : 0.8 })
  }
  return found
}

/** Loopback, no address, masks, and the usual place of a home router, which a manual may name. */
function everybodys([first = 0, second = 0, , last = 0]: number[], before: string): boolean {
  if (first === 0 || first === 127 || (first === 255 && second === 255)) return true
  const own =
    first === 10 || (first === 192 && second === 168) || (first === 172 && second >= 16 && second < 32)
  return own && last < 2 && !/(?<![a-z])(?:my|meine?|mon|mi|mia|mijn) [^\n]{0,20}$/.test(before)
}

function sixes({ lower }: Scan): Finding[] {
  const found: Finding[] = []
  let at = lower.indexOf(':')
  while (at >= 0) {
    const six = sixAt(lower, at)
    if (six) found.push({ kind: 'ip', scheme: 'v6', ...six, weight: 1 })
    at = lower.indexOf(':', Math.max(at + 1, six?.end ?? 0))
  }
  return found
}
