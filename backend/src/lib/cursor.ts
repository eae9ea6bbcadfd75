import { isId } from './ids.ts'
import { Refusal } from './refusal.ts'

/** Where a page of a list ended: the moment and id of its last row. */
export interface Cursor {
  at: Date
  id: string
}

export const cursorOf = ({ at, id }: Cursor): string =>
  Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')

const first = Date.UTC(2000, 0)
const last = Date.UTC(2200, 0)

/** Reads a cursor; refuses with `invalid_request` what we did not make, such as a year that no row can have. */
export function cursorFrom(text: string): Cursor {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split(' ')
  const moment = new Date(at)
  if (!(moment.getTime() >= first && moment.getTime() < last) || !isId(id))
    throw new Refusal('invalid_request', { errors: [{ path: 'cursor', problem: 'not a cursor' }] })
  return { at: moment, id }
}
