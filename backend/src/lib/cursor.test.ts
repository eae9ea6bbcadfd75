import { expect, test } from 'vitest'
import { cursorFrom, cursorOf } from './cursor.ts'

const id = '01900000-0000-7000-8000-000000000001'
const written = (text: string) => Buffer.from(text).toString('base64url')

test('a cursor that we made is read as it was', () => {
  const cursor = { at: new Date('2026-11-20T12:00:00.123Z'), id }
  expect(cursorFrom(cursorOf(cursor))).toEqual(cursor)
})

test.each([
  '',
  'yesterday',
  `2026-11-20T12:00:00Z`,
  `2026-11-20T12:00:00Z 7`,
  `+275760-09-13T00:00:00.000Z ${id}`,
  `-271821-04-20T00:00:00.000Z ${id}`,
  `0001-01-01T00:00:00.000Z ${id}`,
  `1999-12-31T23:59:59.999Z ${id}`,
  `2200-01-01T00:00:00.000Z ${id}`,
  `Invalid Date ${id}`,
])('what we did not make is refused: %s', text => {
  expect(() => cursorFrom(written(text))).toThrow(expect.objectContaining({ code: 'invalid_request' }))
})
