import type { Language } from '../words/pick.ts'
import { language } from '../words/words.ts'

/** `1,234` or `1.234`. */
export function number(value: number, spoken: Language = language): string {
  return new Intl.NumberFormat(spoken).format(value)
}

/** A share from 0 to 1 in full hundredths, never more than it is: `85%`. */
export function percent(share: number, spoken: Language = language): string {
  return new Intl.NumberFormat(spoken, { style: 'percent' }).format(Math.floor(share * 100) / 100)
}

/** A day: `23 Nov 2026`. Takes ISO 8601; people get their own `zone` where no other is meant. */
export function day(iso: string, spoken: Language = language, zone?: string): string {
  return new Intl.DateTimeFormat(locale(spoken), {
    dateStyle: 'medium',
    ...(zone && { timeZone: zone }),
  }).format(new Date(iso))
}

/** A calendar day without a time zone: `23 Nov 2026` for `2026-11-23`. */
export function calendarDay(date: string, spoken: Language = language): string {
  return day(`${date}T12:00:00Z`, spoken, 'UTC')
}

/** A moment in full: `23 Nov 2026, 14:05`. */
export function moment(iso: string, spoken: Language = language, zone?: string): string {
  return new Intl.DateTimeFormat(locale(spoken), {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(zone && { timeZone: zone }),
  }).format(new Date(iso))
}

/** A moment that may be of today: `today, 14:05`, or in full. */
export function lately(iso: string, now: Date, spoken: Language = language, zone?: string): string {
  if (day(iso, spoken, zone) !== day(now.toISOString(), spoken, zone)) return moment(iso, spoken, zone)
  const today = new Intl.RelativeTimeFormat(spoken, { numeric: 'auto' }).format(0, 'day')
  const time = new Intl.DateTimeFormat(locale(spoken), {
    timeStyle: 'short',
    ...(zone && { timeZone: zone }),
  })
  return `${today}, ${time.format(new Date(iso))}`
}

/** How long ago a moment was, in its largest unit: `3 minutes ago`; what has just been is `now`. */
export function ago(iso: string, now: Date, spoken: Language = language): string {
  const seconds = Math.max(0, (now.getTime() - new Date(iso).getTime()) / 1000)
  const [unit, length] = spans.find(([, least]) => seconds >= least) ?? (['second', 1] as const)
  const relative = new Intl.RelativeTimeFormat(spoken, { numeric: 'auto' })
  return relative.format(unit === 'second' ? 0 : -Math.floor(seconds / length), unit)
}
const spans = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** A country by its ISO 3166-1 code: `Germany` for `DE`; the code itself where nobody knows its name. */
export function countryName(code: string, spoken: Language = language): string {
  try {
    return new Intl.DisplayNames(spoken, { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

/** A language by its own tag: `German` for `de`; the tag itself where nobody knows its name. */
export function languageName(tag: string, spoken: Language = language): string {
  try {
    return new Intl.DisplayNames(spoken, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** The host of an origin, as people say it: without `https://`, with `http://` where that is meant. */
export function site(origin: string): string {
  return origin.replace(/^https:\/\//, '')
}

/** English dates are written the day first, without an American reading. */
function locale(spoken: Language) {
  return spoken === 'en' ? 'en-GB' : spoken
}
