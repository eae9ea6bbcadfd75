import { expect, test } from 'vitest'
import { sender } from '../client/wire.ts'
import { createOwn } from './own.ts'

test('what a legal hold keeps of a deletion is told', async () => {
  const own = createOwn({
    server: 'https://atavus.example',
    send: sender(async () => Response.json({ held: 2 })),
    access: async () => 'token',
    spoiled: async () => {},
  })
  expect(await own.deleteSite('https://shop.example')).toBe(2)
  expect(await own.deleteAll()).toBe(2)
  expect(await own.withdraw('helper', true)).toBe(2)
})
