import type { Conversations } from '@atavus/contract/console'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { cursorOf } from '../lib/cursor.ts'
import { knockable } from '../testing/knock.ts'
import { hear } from '../testing/shop.ts'
import { naughty } from './testing/naughty.ts'

// Row 22, where something is looked for: what is SQL or a pattern to somebody finds what a word that nobody said finds.

let house: Awaited<ReturnType<typeof knockable>>

beforeAll(async () => {
  house = await knockable()
}, 60_000)
afterAll(() => house.close())

const listed = async (path: string) => {
  const answer = await house.place.owner.call('GET', path)
  return { status: answer.status, body: await answer.text() }
}

test('CVE-2026-44706: a search finds what was said and nothing by a sign (regression 4)', async () => {
  const { owner } = house.place
  const found = async (search: string) => {
    const answer = await owner.call('GET', `/v1/conversations?${new URLSearchParams({ search })}`)
    expect(answer.status).toBe(200)
    return ((await answer.json()) as z.infer<typeof Conversations>).items.length
  }
  expect(await found('delivery')).toBe(1)
  for (const text of naughty) expect([text, await found(text)]).toEqual([text, 0])
  for (const text of naughty) expect([text, await found(`${text} delivery wolpertinger`)]).toEqual([text, 0])
})

test.each(['/v1/operator/accounts', '/v1/operator/workspaces'])(
  'CVE-2025-21628: %s is searched by what a name begins with, not by a pattern (regression 3)',
  async path => {
    const nothing = await listed(`${path}?text=wolpertinger`)
    expect(nothing.status).toBe(200)
    for (const text of naughty) {
      const answer = await listed(`${path}?${new URLSearchParams({ text })}`)
      expect([text, answer]).toEqual([text, nothing])
    }
    expect((await listed(`${path}?text=owner`)).body.length).toBeGreaterThan(nothing.body.length)
  },
)

test('22 a cursor that we did not make is none, whatever it holds', async () => {
  const at = house.atavus.world.now()
  for (const text of naughty)
    for (const cursor of [
      text,
      Buffer.from(text).toString('base64url'),
      Buffer.from(JSON.stringify({ at, id: text })).toString('base64url'),
      Buffer.from(JSON.stringify([at, text])).toString('base64url'),
      cursorOf({ at, id: text }),
    ]) {
      const { status } = await listed(`/v1/conversations?${new URLSearchParams({ cursor })}`)
      expect([text, status]).toEqual([text, 400])
    }
})

test('22 a question is words, whatever it is made of', async () => {
  for (const text of naughty) {
    const heard = await hear(await house.place.visitor.ask(house.base, text))
    expect([text, heard.at(-1)?.event.type]).toEqual([text, 'done'])
  }
  expect(house.atavus.faults).toEqual([])
})

test('22 what is kept comes back as it was written', async () => {
  const { owner, ids } = house.place
  const path = `/v1/assistants/${ids.assistant}`
  for (const text of naughty.filter(text => text.trim() === text)) {
    const answer = await owner.call('PATCH', path, { name: text, instructions: text, suggestions: [text] })
    expect(await answer.json()).toMatchObject({ name: text, instructions: text, suggestions: [text] })
  }
})
