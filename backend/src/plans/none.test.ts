import { afterAll, beforeAll, expect, test } from 'vitest'
import { endOrphan } from '../chat/reap.ts'
import { led, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { queueJob } from '../jobs/queue.ts'
import { lookInto } from '../testing/database.ts'
import { mailsTo } from '../testing/mail.ts'
import { scripted, scriptedRemote } from '../testing/model.ts'
import { billed, silentPayments } from '../testing/payments.ts'
import { assistantOf, signUp, visit } from '../testing/shop.ts'
import { invited } from '../testing/tenants.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { chooseAtLimit, metersOf, putOnPlan, workspaceOf } from './testing/planned.ts'

// A platform without plans: nothing is metered or refused, also where there were plans before.

let here: TestWorld
let rows: ReturnType<typeof lookInto>
const models = {
  deepseek: scriptedRemote(),
  ollama: scripted('ollama', { metered: true }),
  quote: scripted('quote'),
}

beforeAll(async () => {
  here = await testWorld({ models, limits: unlimited })
  rows = lookInto(here.address)
})
afterAll(async () => {
  expect(here.faults).toEqual([])
  await rows.end()
  await here.close()
})

test.each([
  ['without any', false],
  ['with what is left of some', true],
])('without plans no meter is written and nothing is refused: %s', async (_, before) => {
  const owner = await signUp(here)
  const workspace = await workspaceOf(owner)
  if (before) {
    await (await testWorld({ environment: billed, payments: silentPayments, beside: here })).close()
    const nothing = { messages: 0, tokens: 0, assistants: 0, seats: 0, passages: 0, remote: false }
    await putOnPlan(rows, workspace, nothing)
    await chooseAtLimit(rows, workspace, 'quote')
  }
  const { id, key } = await assistantOf(owner, { model: 'deepseek' })
  const page = { title: 'Page', url: null, language: 'en', text: 'Kettles.' }
  expect((await owner.call('POST', `/v1/assistants/${id}/documents`, page)).status).toBe(201)
  await invited(here, owner, 'viewer')
  const base = await here.serve()
  const heard = await whole(talk(base, await visit(here, key), 'Kettles?').send())

  const notices = heard.flatMap(({ event }) => (event.type === 'notice' ? [event.notice.model] : []))
  expect(notices.at(-1)).toBe('deepseek')
  expect(await rows`select from meters`).toEqual([])
  expect(await rows`select from replies where meter_month is not null`).toEqual([])
})

test('what was reserved while there were plans is settled by a process without them', async () => {
  const owner = await signUp(here)
  const workspace = await workspaceOf(owner)
  const { key } = await assistantOf(owner, { model: 'ollama' })
  const planned = await testWorld({
    models,
    limits: unlimited,
    environment: billed,
    payments: silentPayments,
    beside: here,
  })
  const script = led()
  models.ollama.play(script.script)
  const asked = talk(await planned.serve(), await visit(here, key), 'Kettles?').send()
  await script.started
  const [running] = await rows<{ id: string; reserved: number }[]>`
    select id, reserved_tokens::int as reserved from replies where workspace_id = ${workspace}
  `
  await endOrphan(here.world, workspace, running?.id ?? '')
  script.end()
  await (await asked).text()
  await planned.close()

  expect(await metersOf(rows, workspace)).toMatchObject([{ spent: running?.reserved, reserved: 0 }])
})

test('a warning that was put in line while there were plans is told to nobody', async () => {
  const owner = await signUp(here)
  const workspace = await workspaceOf(owner)
  const { email } = await (await owner.call('GET', '/v1/account')).json()
  const before = (await mailsTo(here, email)).length
  const subject = { month: '2026-11-01', percent: 100, of: 'messages' } as const
  await here.world.db.tenant(workspace, tenant => queueJob(tenant, { kind: 'quota', subject }))
  await here.work()

  expect(await mailsTo(here, email)).toHaveLength(before)
})
