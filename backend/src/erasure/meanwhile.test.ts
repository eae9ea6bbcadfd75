import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { askCorrection } from '../claims/correct.ts'
import { setObjection } from '../consent/queries.ts'
import type { Tenant } from '../db/tenancy.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { eraseChild } from './child.ts'

// What a visitor writes while all that is theirs is being erased.

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let owner: Owner
let assistant: { id: string; key: string }
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
})
beforeEach(async () => {
  model.say('Yes.')
  owner = await signUp(here)
  assistant = await assistantOf(owner)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

async function someone() {
  const visitor = await visit(here, assistant.key)
  await whole(talk(base, visitor, 'Hm').send())
  const [row] = await rows<{ workspace: string; id: string }[]>`
    select workspace_id as workspace, visitor_id as id from consents where id = ${visitor.consent}
  `
  if (!row) throw new Error('no consent')
  return { visitor, ...row }
}

const waiting = async () =>
  (await rows`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    .length

/** Does something in a transaction, and then something else that has to wait for it. */
async function meanwhile<T>(
  workspace: string,
  first: (tenant: Tenant) => Promise<unknown>,
  then: () => T | Promise<T>,
) {
  const [wrote, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const writing = here.world.db.tenant(workspace, async tenant => {
    await first(tenant)
    wrote.resolve()
    await release.promise
  })
  await wrote.promise
  const after = then()
  await expect.poll(waiting).toBe(1)
  release.resolve()
  await writing
  return after
}

const erase = ({ headers }: Visitor) =>
  here.app.request('/v1/chat/conversations', { method: 'DELETE', headers })

test('P8.3 what a visitor asks while all of theirs is erased goes, too', async () => {
  const { visitor, workspace, id } = await someone()
  const whose = { assistant: assistant.id, visitor: id }
  await meanwhile(
    workspace,
    tenant => askCorrection(here.world, tenant, whose, 'My name is Marlow', 'en'),
    () => erase(visitor),
  )
  expect(await rows`select from requests where visitor_id = ${id}`).toHaveLength(0)
})

test('P9.2 nothing that a child asks or objects to while it is erased is there afterwards', async () => {
  const one = await someone()
  const child = (tenant: Tenant) => eraseChild(here.world, tenant, assistant.id, one.id, 'owner')
  await meanwhile(
    one.workspace,
    tenant => setObjection(tenant, assistant.id, one.id, true),
    () => here.world.db.tenant(one.workspace, child),
  )
  const other = await someone()
  const say = (door: string, body: object) =>
    here.app.request(`/v1/chat/${door}`, {
      method: 'POST',
      headers: other.visitor.headers,
      body: JSON.stringify(body),
    })
  const late = await meanwhile(
    other.workspace,
    tenant => eraseChild(here.world, tenant, assistant.id, other.id, 'owner'),
    () => say('corrections', { text: 'My name is Timmy' }),
  )
  expect(await codeOf(late)).toBe('unauthenticated')
  expect(await codeOf(await say('objections', { improve: true }))).toBe('unauthenticated')
  for (const table of ['requests', 'objections'])
    expect(await rows`select from ${rows(table)} where visitor_id in (${one.id}, ${other.id})`).toHaveLength(
      0,
    )
})
