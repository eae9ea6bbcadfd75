import type { Kind } from './kinds.ts'
import type { Finding } from './scan.ts'

/**
 * A number that is masked for its cue alone, since it has no test or does not stand it, may be longer than it should be: then all
 * the groups of digits that belong to it go with it, so that none is left readable.
 */
export function withWholeRuns(findings: Finding[], text: string): Finding[] {
  return findings.map(finding => {
    if (!isLoose(finding)) return finding
    const ahead = more.exec(text.slice(finding.end, finding.end + reach))?.[0].length ?? 0
    const behind = before.exec(text.slice(Math.max(0, finding.start - reach), finding.start))?.[0].length ?? 0
    return ahead + behind === 0
      ? finding
      : { ...finding, start: finding.start - behind, end: finding.end + ahead }
  })
}

const reach = 24
const numbers = new Set<Kind>(['national_id', 'card', 'iban'])
/** Schemes that have no test of their own. */
const untested = new Set(['passport', 'driving_licence', 'id_card', 'id'])
const isLoose = ({ kind, scheme = '', weight }: Finding) =>
  numbers.has(kind) && (weight <= 0.7 || untested.has(scheme))
const more = /^(?:[ -]?\d{1,6}(?!\d|[.,]\d|\s?[€$£%]|\p{L}))+/u
const before = /(?<![\p{L}\d.,])(?:\p{Lu}{1,2} |\d{1,6}[ -])+$/u
