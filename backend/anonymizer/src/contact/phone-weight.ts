import type { Cue } from './phone-cues.ts'
import type { PhoneJudge } from './phone-judging.ts'
import { writing } from './phone-plans.ts'
import type { Group } from './phone-runs.ts'

/** Digits that may be a number, and what is known about them. */
export interface Assessment {
  groups: readonly Group[]
  plus: boolean
  bracket: boolean
  /** How many digits of the same run are left out. */
  around: number
  /** Up to two groups of the same run in front of it. */
  before: readonly Group[]
  /** The group behind it. */
  next: Group | undefined
  cue: Cue
  regions: readonly string[]
  judge: PhoneJudge
}

/** Regions whose national numbers have no telling form: they are tried after a cue only. */
const others = ['PT', 'PL', 'SE', 'DK', 'NO', 'FI', 'LU']

/** How surely this is a telephone number; 0 if it is none. Below 0.6 a shorter reading may be better. */
export function weigh(it: Assessment): number {
  const parts = dialled(it.groups)
  const digits = parts.join('')
  if (it.plus) return abroad(it, digits)
  if (/^00[1-9]/.test(digits)) return doubleZero(it, digits)
  const home = parts[0] === '011' && it.regions.includes('US') ? fromAmerica(it, digits) : national(it, parts)
  if (home || (it.cue !== 'right' && it.cue !== 'close')) return home
  return cued(it, digits)
}

function isPhone(cue: Cue): boolean {
  return cue !== undefined && cue !== 'other'
}

/** The digits as they are dialled: without the zero in brackets after a country code. */
function dialled(groups: readonly Group[]): string[] {
  return groups
    .filter(
      ({ digits, gap }, at) =>
        !(at > 0 && digits === '0' && gap.endsWith('(') && groups[at + 1]?.gap.startsWith(')')),
    )
    .map(({ digits }) => digits)
}

function abroad({ judge, cue }: Assessment, digits: string): number {
  if (digits.length < 7 || digits.length > 16) return isPhone(cue) && digits.length > 6 ? 0.4 : 0
  const verdict = judge(`+${digits}`)
  if (verdict === 'valid') return 1
  if (verdict === 'possible' && digits.length > 7) return 0.5
  return isPhone(cue) && digits.length > 8 ? 0.4 : 0
}

function doubleZero({ judge, cue, groups }: Assessment, digits: string): number {
  if (digits.length < 10 || digits.length > 17 || groups.filter(group => group.digits === '00').length > 2)
    return 0
  const american = digits.startsWith('001') && groups.length < 3
  if (cue === 'other' || (american && !isPhone(cue))) return 0
  const verdict = judge(`+${digits.slice(2)}`)
  if (verdict === 'valid') return 0.9
  return verdict === 'possible' && (isPhone(cue) || groups.length > 2) ? 0.5 : 0
}

function fromAmerica({ judge, cue }: Assessment, digits: string): number {
  if (digits.length < 12 || cue === 'other') return 0
  return judge(`+${digits.slice(3)}`) === 'valid' ? 0.8 : 0
}

/** A national number in the writing of a region that is near. */
function national(it: Assessment, parts: string[]): number {
  const digits = parts.join('')
  const single = parts.length > 6 && parts.every(part => part.length === 1)
  const shape = single ? digits : parts.join(' ')
  if (digits.length < 7 || digits.length > 13 || /^00/.test(digits) || isPartOfMore(it, parts, shape))
    return 0
  const sure = isPhone(it.cue) ? 0.8 : 0.6
  for (const region of it.regions) {
    const form = it.bracket && /^\d{2,5} /.test(shape) ? 'plausible' : writing(shape, region)
    if (!form) continue
    const verdict = it.judge(digits, region)
    if (verdict === 'valid' || (form === 'customary' && verdict === 'possible')) return sure
  }
  return /^(?:1 )?\d{3} \d{3} \d{4}$/.test(shape) && dashed(it) && it.regions.includes('US') ? sure : 0
}

function dashed({ groups }: Assessment): boolean {
  return groups.some(({ gap }) => /[-)]/.test(gap))
}

/** Without a cue: a piece of a longer number, an amount, a number of another kind, or just all digits in a row. */
function isPartOfMore(
  { groups, bracket, around, before, next, cue, regions }: Assessment,
  parts: string[],
  shape: string,
): boolean {
  if (cue === 'other' || (shape[0] !== '0' && !bracket && around > 6)) return true
  if (isPhone(cue)) return false
  if (continues(before, parts) || goesOn(parts, next)) return true
  return (
    (!bracket && looksCounted(groups, shape) && !isSpanish(shape, regions)) ||
    /^(?:0123456789|1234567890|9876543210|0987654321)$/.test(shape)
  )
}

/** Short groups in front of short groups: the digits go on from there, and the number is a longer one. */
function continues(before: readonly Group[], [first = '']: readonly string[]): boolean {
  if (before.length > 1) return before.every(({ digits }) => digits.length < 4)
  return before.some(({ digits }) => digits.length < 4) && first.length < 4
}

function goesOn(parts: readonly string[], next: Group | undefined): boolean {
  return next !== undefined && next.digits.length < 4 && (parts.at(-1)?.length ?? 0) < 4
}

/** Groups of three with dots are amounts; 3-2-4 is a social security number; slashes stand in tax numbers. */
function looksCounted(groups: readonly Group[], shape: string): boolean {
  if (/^\d{3} \d{2} \d{4}$/.test(shape)) return true
  if (groups.filter(({ gap }) => gap === '/').length > 1) return true
  return /^[1-9]\d{0,2}(?: \d{3})+$/.test(shape) && groups.slice(1).every(({ gap }) => gap === '.')
}

/** Nobody counts to six hundred millions in Spain, but mobile numbers are written with dots there. */
function isSpanish(shape: string, regions: readonly string[]): boolean {
  return /^[67]\d\d \d{3} \d{3}$/.test(shape) && regions.length < 5 && regions.includes('ES')
}

/** Right after a cue anything is believed that could be dialled somewhere near. */
function cued({ judge, regions, groups, cue }: Assessment, digits: string): number {
  if (groups.length === 2 && groups[1]?.gap === '.') return 0
  if (digits.length < 7 && cue !== 'right') return 0
  if (digits.length > 13 || /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits)) return 0
  if (digits.length >= 10 && digits[0] !== '0' && judge(`+${digits}`) === 'valid') return 0.8
  let possible = false
  for (const region of [...regions, ...others]) {
    const verdict = judge(digits, region)
    if (verdict === 'valid') return 0.8
    possible ||= verdict === 'possible'
  }
  if (possible) return digits.length >= 7 ? 0.5 : 0.4
  return digits.length >= 6 && groups.length < 6 ? 0.3 : 0
}
