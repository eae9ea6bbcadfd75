import { createHmac } from 'node:crypto'
import type { Conversations } from '@atavus/contract/console'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { talk, unlimited, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { stem } from './stem.ts'
import { termsOf } from './terms.ts'

type Page = z.infer<typeof Conversations>

let house: TestWorld
let base: string
let owner: Owner
let sql: ReturnType<typeof lookInto>
const model = scripted('quote')
const begun = Date.parse(testMoment)
const dayMs = 86_400_000

beforeAll(async () => {
  house = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await house.serve()
  sql = lookInto(house.address)
})
afterAll(async () => {
  await sql.end()
  await house.close()
})
beforeEach(async () => {
  house.at(testMoment)
  owner = await signUp(house)
})

/** The titles of the conversations that are found, the latest first. */
async function found(search: string, more: Record<string, string> = {}, by = owner): Promise<string[]> {
  const answer = await by.call('GET', `/v1/conversations?${new URLSearchParams({ search, ...more })}`)
  if (answer.status !== 200) throw new Error(await answer.text())
  return ((await answer.json()) as Page).items.map(({ title }) => title)
}

async function said(key: string, question: string, answer = 'Yes.'): Promise<void> {
  model.say(answer)
  await whole(talk(base, await visit(house, key), question).send())
}

const workspaceOf = async ({ call }: Owner): Promise<string> =>
  (await (await call('GET', '/v1/account')).json()).workspace.id

/** The terms of the one question of a workspace, as they are on the disk. */
async function termsIn(workspace: string): Promise<string[]> {
  const [row] = await sql<{ terms: string[] }[]>`
    select terms::text[] as terms from messages where workspace_id = ${workspace} and role = 'visitor'
  `
  return row?.terms ?? []
}

/** How many conversations the app finds in a workspace by terms. */
const searched = (workspace: string, terms: string[]) =>
  house.world.db.tenant(workspace, tenant =>
    tenant`select search_messages(${terms}::text[]::bigint[])`.then(rows => rows.length),
  )

test('what was said is found by the stems of its words, in English and German, in questions and answers', async () => {
  const { key } = await assistantOf(owner)
  await said(key, 'Can I return shoes that were delivered late?')
  await said(key, 'Wie lange dauern Rücksendungen nach Österreich?', 'Bestellungen kommen ÜBERALL an.')
  const english = 'Can I return shoes that were delivered late?'
  const german = 'Wie lange dauern Rücksendungen nach Österreich?'

  expect(await found('returning shoe')).toEqual([english])
  expect(await found('DELIVERY')).toEqual([english])
  expect(await found('rucksendung')).toEqual([german])
  expect(await found('Bestellung überall')).toEqual([german])
  expect(await found('Osterreich')).toEqual([german])
  // All of them in one message.
  expect(await found('Rücksendung Bestellung')).toEqual([])
  expect(await found('kettle')).toEqual([])
  expect(await found('?!')).toEqual([])
})

test('a search goes with the other filters and from page to page', async () => {
  const [one, two] = [await assistantOf(owner), await assistantOf(owner)]
  for (let n = 0; n < 32; n++) {
    house.at(new Date(begun + n * 1000))
    await said(one.key, `Kettle number ${n}?`)
  }
  await said(two.key, 'A kettle, too?')
  const page = async (query: string) =>
    (await (await owner.call('GET', `/v1/conversations?search=kettles&${query}`)).json()) as Page

  expect(await found('kettle', { assistant: two.id })).toEqual(['A kettle, too?'])
  expect(await found('kettle', { day: '2026-11-19' })).toEqual([])
  const first = await page(`assistant=${one.id}`)
  expect(first.items).toHaveLength(30)
  const rest = await page(`assistant=${one.id}&cursor=${first.next}`)
  expect(rest.items.map(({ title }) => title)).toEqual(['Kettle number 1?', 'Kettle number 0?'])
  expect(rest.next).toBeNull()
})

test('what has ended is not found, though it is still on the disk', async () => {
  const { key } = await assistantOf(owner, { retentionDays: 1 })
  await said(key, 'Where is the kettle?')
  const workspace = await workspaceOf(owner)
  const terms = await termsIn(workspace)

  expect(await searched(workspace, terms)).toBe(1)
  house.at(new Date(begun + dayMs - 1))
  expect(await searched(workspace, terms)).toBe(1)
  house.at(new Date(begun + dayMs))
  expect(await searched(workspace, terms)).toBe(0)
  expect(await termsIn(workspace)).toEqual(terms)
})

test('what is erased is not found', async () => {
  const { key } = await assistantOf(owner)
  await said(key, 'Where is the kettle?')
  const [conversation] = ((await (await owner.call('GET', '/v1/conversations')).json()) as Page).items
  await owner.call('DELETE', `/v1/conversations/${conversation?.id}`)

  expect(await found('kettle')).toEqual([])
})

test('nobody finds what was said in another workspace, even by its own terms', async () => {
  const { key } = await assistantOf(owner)
  await said(key, 'Where is the kettle?')
  const other = await signUp(house)

  expect(await found('kettle', {}, other)).toEqual([])
  const terms = await termsIn(await workspaceOf(owner))
  expect(await searched(await workspaceOf(owner), terms)).toBe(1)
  expect(await searched(await workspaceOf(other), terms)).toBe(0)
})

test('terms tell no word: they depend on a key that is not in the database, another in each workspace', async () => {
  const rowsOf = async () => {
    owner = await signUp(house)
    await said((await assistantOf(owner)).key, 'kettle')
    return termsIn(await workspaceOf(owner))
  }
  const [one, two] = [await rowsOf(), await rowsOf()]

  expect(one).toHaveLength(1)
  expect(one).not.toEqual(two)
  const guesses = ['', 'search'].map(key =>
    createHmac('sha256', key).update(stem('kettle')).digest().readBigInt64BE().toString(),
  )
  for (const guess of guesses) expect([...one, ...two]).not.toContain(guess)
})

test('a search asks the index, in every partition', async () => {
  const { key } = await assistantOf(owner)
  await said(key, 'Where is the kettle?')
  const [fn] = await sql<{ body: string; config: string[] }[]>`
    select prosrc as body, proconfig as config from pg_proc where proname = 'search_messages'
  `
  const planOf = async (dropped: boolean) => {
    const plan: string[] = []
    await sql
      .begin(async transaction => {
        if (dropped) await transaction`drop index messages_terms`
        for (const setting of fn?.config ?? []) {
          const [name = '', value = ''] = setting.split('=')
          await transaction`select set_config(${name}, ${value}, true)`
        }
        await transaction`select set_config('atavus.now', ${testMoment}, true)`
        const body = (fn?.body ?? '').replaceAll('search_messages.terms', 'array[1, 2]::bigint[]')
        for (const row of await transaction.unsafe(`explain ${body}`)) plan.push(String(row['QUERY PLAN']))
        throw new Error('rolled back')
      })
      .catch(() => {})
    return plan.join('\n')
  }

  expect(await planOf(false)).toMatch(/Bitmap Index Scan on messages_\d+_terms_idx/)
  expect(await planOf(false)).not.toMatch(/Seq Scan on messages/)
  expect(await planOf(true)).toMatch(/Seq Scan on messages/)
})

test.each([
  ['order orders ordered ordering', 1],
  ['delivery deliveries delivered deliver', 1],
  ['paket pakete pakets paketen', 1],
  ['bestellung bestellungen bestellen', 1],
  ['livraison livraisons', 1],
  ['devolucion devoluciones', 1],
  ['spedizione spedizioni', 1],
  ['retour retouren', 1],
  ['kettle kitten', 2],
  ['2026 2025', 2],
  ['s as is', 3],
])('of %s there are so many stems: %i', (words, count) => {
  expect(new Set(words.split(' ').map(stem)).size).toBe(count)
})

test('terms are one for each stem, whatever its form, its marks or its case, and at most 400', () => {
  const key = Buffer.alloc(32, 1)
  expect(termsOf(key, 'Größe größe GRÖSSEN ｇｒösse')).toHaveLength(1)
  expect(termsOf(key, '')).toEqual([])
  expect(termsOf(key, Array.from({ length: 1000 }, (_, n) => `w${n}`).join(' '))).toHaveLength(400)
})

test('a run of letters without end is taken as it stands, one letter off after the other is for words', () => {
  expect(stem('e'.repeat(40))).toBe('eeee')
  for (const letter of ['e', '字', 'ß']) expect(stem(letter.repeat(60_000))).toBe(letter.repeat(60_000))
  expect(termsOf(Buffer.alloc(32, 1), '字'.repeat(60_000))).toHaveLength(1)
})
