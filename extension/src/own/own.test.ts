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
  expect(await own.delete('00000000-0000-4000-8000-0000000000c1')).toBe(2)
  expect(await own.withdraw('helper', true)).toBe(2)
})

test('who can read a conversation is remembered as it was told last', async () => {
  const readers = [{ username: 'otto', role: 'owner' }]
  const own = createOwn({
    server: 'https://atavus.example',
    send: sender(async (_, init) => {
      const { shared } = JSON.parse(String(init?.body))
      return Response.json({ shared, readers, servers: 0 })
    }),
    access: async () => 'token',
    spoiled: async () => {},
  })
  expect(own.told(null) ?? own.told('one')).toBeUndefined()
  await own.share('one', true)
  expect(own.told('one')).toEqual({ shared: true, readers, servers: 0 })
  expect(own.told('two')).toBeUndefined()
  await own.share('one', false)
  expect(own.told('one')?.shared).toBe(false)
})
