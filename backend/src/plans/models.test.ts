import type { PublicAssistant } from '@atavus/contract/chat'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, talk, whole } from '../chat/testing/talk.ts'
import { fromOf, type RemoteSite, remoteSite } from '../remote/testing/site.ts'
import { lookInto } from '../testing/database.ts'
import { billed, silentPayments } from '../testing/payments.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { testMoment } from '../testing/world.ts'
import { putOnPlan, workspaceOf } from './testing/planned.ts'

let site: RemoteSite
let rows: ReturnType<typeof lookInto>
let owner: Owner
let workspace: string

beforeAll(async () => {
  site = await remoteSite({ environment: billed, payments: silentPayments })
  rows = lookInto(site.here.address)
})
afterAll(async () => {
  await rows.end()
  await site.close()
})
beforeEach(async () => {
  site.here.at(testMoment)
  site.upstream.requests.length = 0
  owner = await signUp(site.here)
  workspace = await workspaceOf(owner)
  await putOnPlan(rows, workspace, { remote: true })
})

const noticeOf = async (key: string) => {
  const seen = await site.here.app.request(`/v1/chat/assistant?key=${key}&lang=en`, {
    headers: { origin: 'https://shop.example' },
  })
  return ((await seen.json()) as PublicAssistant).notice
}

/** Who answers a visitor who comes now, and what of it reaches the model outside. */
async function answering(key: string) {
  const before = site.upstream.requests.length
  const heard = await whole(talk(site.base, await visit(site.here, key), 'Kettles?').send())
  return { from: fromOf(heard)?.model, sent: site.upstream.requests.length - before }
}

/** Until the news of a plan has come. */
const heardOf = async (key: string, remote: boolean) =>
  expect.poll(async () => (await noticeOf(key)).remote !== null).toBe(remote)

test.each([
  ['by quoting', {}, 'quote'],
  ['by the model on our server where the owner allows it', { localFallback: true }, 'ollama'],
])(
  'a plan without models outside our server answers %s, and its notice says so',
  async (_, fields, model) => {
    const { id, key } = await assistantOf(owner, { model: 'deepseek', ...fields })
    expect(await answering(key)).toEqual({ from: 'deepseek', sent: 1 })
    const [visitor, before] = [await visit(site.here, key), await noticeOf(key)]
    expect(before.remote).not.toBeNull()

    await putOnPlan(rows, workspace, { remote: false })
    await heardOf(key, false)
    expect(await answering(key)).toEqual({ from: model, sent: 0 })
    expect((await noticeOf(key)).remote).toBeNull()
    const late = await talk(site.base, visitor, 'Kettles?').send()
    expect(await codeOf(late)).toBe('consent_outdated')
    const shown = await (await owner.call('GET', `/v1/assistants/${id}`)).json()
    expect(shown.model).toBe('deepseek')

    await putOnPlan(rows, workspace, { remote: true })
    await heardOf(key, true)
    expect(await answering(key)).toEqual({ from: 'deepseek', sent: 1 })
    expect((await talk(site.base, visitor, 'Kettles?').send()).status).toBe(200)
  },
)

test('a plan that ends with its grace stops the model outside within a minute', async () => {
  const { key } = await assistantOf(owner, { model: 'deepseek' })
  await putOnPlan(rows, workspace, {}, { status: 'past_due', graceUntil: '2026-11-20T12:10:00.000Z' })
  site.here.at('2026-11-20T12:09:59.000Z')
  expect(await answering(key)).toEqual({ from: 'deepseek', sent: 1 })

  site.here.at('2026-11-20T12:11:00.000Z')
  expect(await answering(key)).toEqual({ from: 'quote', sent: 0 })
})

test('on a plan without them no assistant is made with such a model or changed to one; what has one keeps it', async () => {
  const { id } = await assistantOf(owner, { model: 'deepseek' })
  const other = await assistantOf(owner, { model: 'quote' })
  await putOnPlan(rows, workspace, { remote: false })
  const made = { name: 'New', controllerName: 'Shop', controllerContact: 'a@shop.example', model: 'deepseek' }
  const refused = [
    await owner.call('POST', '/v1/assistants', made),
    await owner.call('PATCH', `/v1/assistants/${other.id}`, { model: 'deepseek' }),
  ]
  for (const answer of refused) {
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ code: 'plan_limit', errors: [{ path: 'model' }] })
  }
  expect((await (await owner.call('GET', '/v1/assistants')).json()).items).toHaveLength(2)

  const change = (fields: object) => owner.call('PATCH', `/v1/assistants/${id}`, fields)
  expect((await change({ model: 'deepseek', greeting: 'Hello' })).status).toBe(200)
  expect((await change({ model: 'ollama' })).status).toBe(200)
  expect((await change({ model: 'deepseek' })).status).toBe(403)
})
