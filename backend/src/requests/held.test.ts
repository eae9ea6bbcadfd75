import type { AccountData, HeldTable } from '@atavus/contract/account-data'
import type { RightsRequest } from '@atavus/contract/requests'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { got, openRoom, type Person, type Room } from '../operator/testing/room.ts'
import { filesIn } from '../testing/zip.ts'

let room: Room
let person: Person

beforeAll(async () => {
  room = await openRoom()
  person = await room.person()
})
afterAll(() => room.close())

const tables = async () =>
  (await got<z.infer<typeof AccountData>>(person.call('GET', '/v1/account/data'))).tables
const shown = async (name: string): Promise<HeldTable | undefined> =>
  (await tables()).find(({ table }) => table === name)
async function taken() {
  const answer = await person.call('GET', '/v1/account/export')
  const files = filesIn(Buffer.from(await answer.arrayBuffer()))
  const text = (name: string) => files.find(file => file.name === name)?.content
  return { text, data: JSON.parse(text('data.json') ?? ''), schema: JSON.parse(text('schema.json') ?? '') }
}
const note = (at: string, address: string) => room.sql`
  insert into security_log (id, at, event, account_id, address)
  values (gen_random_uuid(), ${at}, 'sign_in.refused', ${person.id}, ${address})
`

test('P8.1 what is past its term is not held any more, and an address not beyond its week, before the sweep comes by', async () => {
  await note('2026-01-20T12:00:00.000Z', '203.0.113.10')
  await note('2026-11-12T12:00:00.000Z', '203.0.113.8')
  await note('2026-11-14T12:00:00.000Z', '203.0.113.6')
  const rows = (await shown('security_log'))?.rows.filter(({ event }) => event === 'sign_in.refused')
  expect(rows?.map(({ address }) => address).toSorted()).toEqual(['203.0.113.6/32', null])
  const { text, data } = await taken()
  const log: { event: string }[] = data.security_log
  expect(log.filter(({ event }) => event === 'sign_in.refused')).toHaveLength(2)
  for (const name of ['data.json', 'security_log.csv']) {
    expect(text(name)).toContain('203.0.113.6')
    expect(text(name)).not.toMatch(/203\.0\.113\.(8|10)/)
  }
})

test('P8.4 an account of many years takes along every row, each once; the page says that there are more', async () => {
  const many = 12_345
  await room.sql`
    insert into security_log (id, at, event, account_id, detail)
    select gen_random_uuid(), '2026-11-19T12:00:00Z', 'sign_in.refused', ${person.id}, 'no ' || n
    from generate_series(1, ${many}::int) n
  `
  const { text, data } = await taken()
  const details = (data.security_log as { detail: string | null }[]).flatMap(({ detail }) =>
    detail?.startsWith('no ') ? [detail] : [],
  )
  expect(details).toHaveLength(many)
  expect(new Set(details).size).toBe(many)
  const lines = text('security_log.csv')?.trimEnd().split('\r\n') ?? []
  expect(lines).toHaveLength(data.security_log.length + 1)
  const log = await shown('security_log')
  expect(log?.rows).toHaveLength(50)
  expect(log?.more).toBe(true)
})

test('P8.1 an account reads what it asked and was answered, and takes its picture along', async () => {
  await room.sql`insert into pictures (account_id, id, content) values (${person.id}, gen_random_uuid(), 'RIFF WEBP')`
  const asked = await got<RightsRequest>(
    person.call('POST', '/v1/account/requests', { kind: 'rectification', words: 'My name is Wagtail.' }),
  )
  const answer = { outcome: 'done', words: 'Now it is.' }
  await got(room.operator.call('POST', `/v1/operator/requests/${asked.id}/answer`, answer))
  const own = { id: asked.id, kind: 'rectification', words: 'My name is Wagtail.', answer: 'Now it is.' }
  const requests = await shown('requests')
  expect(requests?.rows).toMatchObject([own])
  expect(requests?.columns).toMatchObject({ words: 'what was written', answer: 'what was answered' })

  const { text, data, schema } = await taken()
  expect(data.requests).toMatchObject([own])
  expect(text('requests.csv')?.split('\r\n')[0]?.split(',')).toEqual(Object.keys(schema.requests.columns))
  expect(text('requests.csv')).toMatch(/Wagtail.*Now it is/)
  expect(text('picture.webp')).toBe('RIFF WEBP')
  expect(data.pictures).toMatchObject([{ content: 'picture.webp' }])

  await room.sql`update requests set expires_at = '2026-11-20T12:00:00Z' where id = ${asked.id}`
  expect((await shown('requests'))?.rows).toEqual([])
})
