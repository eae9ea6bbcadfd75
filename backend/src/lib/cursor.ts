import { isId } from './ids.ts'
import { Refusal } from './refusal.ts'

/** Where a page of a list ended: the moment and id of its last row. */
export interface Cursor {
  at: Date
  id: string
}

export const cursorOf = ({ at, id }: Cursor): string =>
  Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')

/** Reads a cursor; refuses with `invalid_request` what we did not make. */
export function cursorFrom(text: string): Cursor {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split(' ')
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime()) || !isId(id))
    throw new Refusal('invalid_request', { errors: [{ path: 'cursor', problem: 'not a cursor' }] })
  return { at: moment, id }
}
