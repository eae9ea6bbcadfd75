import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { unlimited, until } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { tokenTo } from '../testing/mail.ts'
import { billed, silentPayments } from '../testing/payments.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { invited } from '../testing/tenants.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { usedOfPlan } from './queries.ts'
import { putOnPlan, workspaceOf } from './testing/planned.ts'

let here: TestWorld
let rows: ReturnType<typeof lookInto>
let owner: Owner
let workspace: string

beforeAll(async () => {
  here = await testWorld({ limits: unlimited, environment: billed, payments: silentPayments })
  rows = lookInto(here.address)
})
afterAll(async () => {
  expect(here.faults).toEqual([])
  await rows.end()
  await here.close()
})
beforeEach(async () => {
  owner = await signUp(here)
  workspace = await workspaceOf(owner)
  await putOnPlan(rows, workspace, {})
})

const used = () => here.world.db.tenant(workspace, tenant => usedOfPlan(tenant, '2026-11-01'))
const assistant = { name: 'Help', controllerName: 'Shop', controllerContact: 'a@shop.example' }
const page = (text: string) => ({ title: 'Page', url: null, language: 'en', text })
/** So many passages, each as long as one may be. */
const passages = (count: number) =>
  Array.from({ length: count }, (_, n) => `# Part ${n}\n\n${'Kettle, pot and pan. '.repeat(30)}`).join('\n\n')
const limitOf = async (answer: Response) => {
  const { code, errors } = await answer.json()
  return [answer.status, code, errors?.[0]?.path]
}

/** How twenty at once come out. */
async function twenty(act: (n: number) => Promise<Response>, path: string) {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => act(n)))
  const refused = answers.filter(({ status }) => status !== 201)
  for (const answer of refused) expect(await limitOf(answer)).toEqual([403, 'plan_limit', path])
  return 20 - refused.length
}

test('of twenty assistants that are made at once one fits into a plan that has room for one', async () => {
  await putOnPlan(rows, workspace, { assistants: 3 })
  for (let n = 0; n < 2; n++) await assistantOf(owner)

  expect(await twenty(() => owner.call('POST', '/v1/assistants', assistant), 'assistants')).toBe(1)
  expect((await used()).assistants).toBe(3)
})

test('of twenty who are invited at once one has a seat, and who comes takes it', async () => {
  await putOnPlan(rows, workspace, { seats: 3 })
  await invited(here, owner, 'viewer')
  const invite = (n: number) =>
    owner.call('POST', '/v1/invitations', { email: `guest${n}@person.example`, role: 'viewer' })

  expect(await twenty(invite, 'seats')).toBe(1)
  expect((await used()).seats).toBe(3)
  const { items } = await (await owner.call('GET', '/v1/invitations')).json()
  expect(items).toHaveLength(1)
  // The same address anew takes no other seat; one that is taken back makes room.
  expect(
    (await owner.call('POST', '/v1/invitations', { email: items[0].email, role: 'editor' })).status,
  ).toBe(201)
  const [{ id }] = (await (await owner.call('GET', '/v1/invitations')).json()).items
  await owner.call('DELETE', `/v1/invitations/${id}`)
  await invited(here, owner, 'viewer')
  expect((await used()).seats).toBe(3)
})

test('of twenty pages at once as many as fit are kept, whole or not at all', async () => {
  const { id } = await assistantOf(owner)
  const add = () => owner.call('POST', `/v1/assistants/${id}/documents`, page(passages(3)))
  const { passages: each } = await (await add()).json()
  await putOnPlan(rows, workspace, { passages: 2 * each + 1 })

  expect(await twenty(add, 'passages')).toBe(1)
  expect((await used()).passages).toBe(2 * each)
})

test('a page that somebody else cuts short meanwhile grows back only as far as there is room', async () => {
  const { id } = await assistantOf(owner)
  const add = async (count: number) =>
    (await owner.call('POST', `/v1/assistants/${id}/documents`, page(passages(count)))).json()
  const [long, short] = [await add(4), await add(1)]
  await putOnPlan(rows, workspace, { passages: long.passages + short.passages })
  let growing: Promise<Response> | undefined
  await rows.begin(async other => {
    // What the page had the other one has.
    await other`update documents set passages = 1 where id = ${long.id}`
    await other`update documents set passages = ${long.passages} where id = ${short.id}`
    await other`
      update passages set document_id = ${short.id}, ordinal = ordinal + 10
      where document_id = ${long.id} and ordinal > 0
    `
    growing = owner.call('PATCH', `/v1/assistants/${id}/documents/${long.id}`, page(passages(4)))
    await until(async () => {
      const [row] = await other`
        select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      `
      return row?.count === 1
    })
  })

  expect(growing && (await limitOf(await growing))).toEqual([403, 'plan_limit', 'passages'])
  expect((await used()).passages).toBe(long.passages + short.passages)
})

test('after a plan went down all that is there stays, works and can be changed and deleted; only more is refused', async () => {
  const { id } = await assistantOf(owner)
  const other = await assistantOf(owner)
  const guest = await invited(here, owner, 'editor')
  const document = async (text: string, method = 'POST', path = '') =>
    owner.call(method, `/v1/assistants/${id}/documents${path}`, page(text))
  const kept = await (await document(passages(4))).json()
  await putOnPlan(rows, workspace, { assistants: 1, seats: 1, passages: 2 })

  expect(await limitOf(await owner.call('POST', '/v1/assistants', assistant))).toContain('assistants')
  expect(await limitOf(await document('More.'))).toContain('passages')
  expect(await limitOf(await document(passages(5), 'PATCH', `/${kept.id}`))).toContain('passages')
  const wish = { email: 'late@person.example', role: 'viewer' }
  expect(await limitOf(await owner.call('POST', '/v1/invitations', wish))).toContain('seats')

  expect((await owner.call('PATCH', `/v1/assistants/${other.id}`, { name: 'Other' })).status).toBe(200)
  expect((await document(passages(4), 'PATCH', `/${kept.id}`)).status).toBe(200)
  expect((await document(passages(3), 'PATCH', `/${kept.id}`)).status).toBe(200)
  expect((await guest.call('GET', '/v1/assistants')).status).toBe(200)
  expect(await used()).toMatchObject({ assistants: 2, seats: 2, passages: kept.passages - 1 })
  expect((await owner.call('DELETE', `/v1/assistants/${id}`)).status).toBe(200)
  expect((await owner.call('DELETE', `/v1/members/${guest.account}`)).status).toBe(204)
  expect((await owner.call('POST', `/v1/assistants/${other.id}/documents`, page('New.'))).status).toBe(201)
})

test('an invitation from before a plan went down waits until there is a seat', async () => {
  const guest = await signUp(here)
  const { email } = await (await guest.call('GET', '/v1/account')).json()
  await owner.call('POST', '/v1/invitations', { email, role: 'viewer' })
  const token = await tokenTo(here, email, '/invite')
  const plan = await putOnPlan(rows, workspace, { seats: 1 })
  const accept = () => guest.call('POST', '/v1/invitations/accept', { token })
  expect(await limitOf(await accept())).toEqual([403, 'plan_limit', 'seats'])

  await rows`update plans set seats = 2 where id = ${plan}`
  expect((await accept()).status).toBe(200)
})
