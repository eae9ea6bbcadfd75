import { day, moment } from '../lib/format.ts'

/** A moment, for people and for machines. */
export function Time({ iso, only }: { iso: string; only?: 'day' }) {
  return <time dateTime={iso}>{only === 'day' ? day(iso) : moment(iso)}</time>
}
