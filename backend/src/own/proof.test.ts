import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, conversationOf, unlimited, whole } from '../chat/testing/talk.ts'
import { sweep } from '../retention/sweep.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { invited } from '../testing/tenants.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { type Self, selfOf } from './testing/own.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
let owner: Owner
let member: Owner & { account: string }
let self: Self
let assistant: string
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  rows = lookInto(here.address)
})
beforeEach(async () => {
  here.at(testMoment)
  model.say('Yes.')
  owner = await signUp(here)
  assistant = (await assistantOf(owner)).id
  member = await invited(here, owner, 'member')
  self = await selfOf(here, base, member)
  await self.agree(assistant)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const consents = () => rows<{ id: string; withdrawnAt: Date | null }[]>`
  select id, withdrawn_at as "withdrawnAt" from consents where assistant_id = ${assistant} order by given_at
`
/** Goes on in another year, as the same device. */
async function later(moment: string): Promise<void> {
  here.at(moment)
  await rows`update sessions set expires_at = '2099-01-01' where id = ${self.device}`
  await self.renew()
}

test('the proof of each yes stays as long as a word under it, also in a conversation that began under another', async () => {
  const first = conversationOf(await whole(self.ask(assistant, 'First?')))
  await later('2027-10-01T12:00:00.000Z')
  await self.agree(assistant)
  await whole(self.ask(assistant, 'Second?', { conversation: first }))
  const both = await consents()

  await later('2031-11-20T12:00:00.000Z')
  await sweep(here.world)
  expect(both).toHaveLength(2)
  expect(await consents()).toEqual(both)
  expect((await self.call('DELETE', `/conversations/${first}`)).status).toBe(200)
  await sweep(here.world)
  expect(await consents()).toEqual([])
})

const standing = async () => (await self.assistant(assistant)).consent.standing
const withdrawnAt = async () => (await consents()).map(one => one.withdrawnAt?.toISOString() ?? null)

test.each(['is removed', 'leaves'])(
  'P8.6 the yes of who %s is taken back with it, also before anything was asked, and none stands when they come back',
  async how => {
    expect([await standing(), await withdrawnAt()]).toEqual([true, [null]])
    const [row] = await rows`select workspace_id as workspace from assistants where id = ${assistant}`
    const answer =
      how === 'leaves'
        ? await member.call('DELETE', `/v1/account/memberships/${row?.workspace}`)
        : await owner.call('DELETE', `/v1/members/${member.account}`)
    expect([answer.status, await withdrawnAt()]).toEqual([204, [testMoment]])

    await rows`
      insert into memberships (workspace_id, account_id, role, created_at)
      values (${row?.workspace}, ${member.account}, 'member', ${new Date(testMoment)})
    `
    expect(await standing()).toBe(false)
    expect(await codeOf(await self.ask(assistant, 'Once more?'))).toBe('consent_required')
  },
)

test('P8.6 with somebody who goes no yes of anybody else is taken back', async () => {
  const other = await invited(here, owner, 'member')
  const beside = await selfOf(here, base, other)
  await beside.agree(assistant)
  await owner.call('DELETE', `/v1/members/${member.account}`)
  expect(await withdrawnAt()).toEqual(expect.arrayContaining([null, testMoment]))
  expect((await beside.assistant(assistant)).consent.standing).toBe(true)
})

test('P8.6 with an account goes every yes of its own, and its receipt says that the proof of them stays', async () => {
  await whole(self.ask(assistant, 'Mine?'))
  const { workspace } = (await (await member.call('GET', '/v1/account')).json()) as {
    workspace: { id: string }
  }
  const home = await rows<{ id: string }[]>`
    select workspace_id as id from memberships where account_id = ${member.account} and role = 'owner'
  `
  expect(home.map(({ id }) => id)).not.toContain(workspace.id)
  const answer = await member.call('POST', '/v1/account/delete', { workspaces: home.map(({ id }) => id) })
  const { receipt } = (await answer.json()) as { receipt: string }

  expect(decodeJwt(receipt).left).toMatchObject({ consent: expect.stringContaining('withdrawn') })
  expect(await withdrawnAt()).toEqual([testMoment])
})
