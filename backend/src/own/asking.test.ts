import type { OwnConversation } from '@atavus/contract/own'
import { untilDeleted } from '@atavus/contract/own'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, conversationOf, eventsOf, led, listen, unlimited, whole } from '../chat/testing/talk.ts'
import { pseudonym } from '../lib/ids.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, textOf } from '../testing/shop.ts'
import { invited } from '../testing/tenants.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { page, type Self, selfOf } from './testing/own.ts'

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
  model.say('Two to ', 'four days.')
  owner = await signUp(here)
  assistant = (await assistantOf(owner, { origins: [] })).id
  member = await invited(here, owner, 'member')
  self = await selfOf(here, base, member)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const opened = async (id: string) =>
  (await (await self.call('GET', `/conversations/${id}`)).json()) as OwnConversation

test('an account asks the assistants of every workspace that it belongs to, once it has agreed', async () => {
  const elsewhere = await signUp(here)
  const own = await assistantOf(elsewhere)
  await rows`
    insert into memberships (workspace_id, account_id, role, created_at)
    select workspace_id, ${member.account}, 'viewer', ${new Date(testMoment)} from assistants where id = ${own.id}
  `
  const seen = await self.assistant(assistant)
  expect(seen).toMatchObject({ name: 'Shop help', consent: { standing: false, remote: false } })
  expect(seen.notice.paragraphs.join(' ')).toContain('reads none of it unless you share')
  expect(await self.assistant(own.id)).toMatchObject({ id: own.id })
  const stranger = await selfOf(here, base, elsewhere)
  expect(await codeOf(await stranger.ask(assistant, 'How long?'))).toBe('not_found')
  expect(await codeOf(await self.ask(assistant, 'How long?'))).toBe('consent_required')

  const given = await self.agree(assistant)
  expect(given.status).toBe(201)
  expect((await self.assistant(assistant)).consent.standing).toBe(true)
  const heard = await whole(self.ask(assistant, 'How long?'))
  expect(textOf(heard)).toBe('Two to four days.')
  expect(eventsOf(heard)[0]).toMatchObject({ type: 'start', deletedAt: untilDeleted })
  const { messages, running } = await opened(conversationOf(heard))
  expect(messages.map(({ role, text }) => [role, text])).toEqual([
    ['visitor', 'How long?'],
    ['assistant', 'Two to four days.'],
  ])
  expect(running).toBe(null)
})

test('what a yes says is its own: neither age nor an old notice will do, and a changed notice asks anew', async () => {
  const { notice } = await self.assistant(assistant)
  const yes = { notice: notice.hash, language: 'en', adult: true, purposes: { chat: true } }
  const say = (body: object) => self.call('POST', `/assistants/${assistant}/consent`, body)
  expect(await codeOf(await say({ ...yes, adult: false }))).toBe('adults_only')
  expect(await codeOf(await say({ ...yes, notice: '0'.repeat(64) }))).toBe('consent_outdated')
  await self.agree(assistant)
  await owner.call('PATCH', `/v1/assistants/${assistant}`, { controllerName: 'Another shop' })

  expect((await self.assistant(assistant)).consent.standing).toBe(false)
  expect(await codeOf(await self.ask(assistant, 'How long?'))).toBe('consent_outdated')
})

test('the receipt of a yes names neither the account nor its extension', async () => {
  const { receipt } = (await (await self.agree(assistant)).json()) as { receipt: string }
  const told = Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString()
  expect(JSON.parse(told)).toMatchObject({ origin: 'browser extension', purposes: [{ id: 'chat' }] })
  expect(told).not.toContain(member.account)
  expect(told).not.toContain('extension://')
})

test('twenty times at once it is answered and charged once, and another text or page under its id is refused', async () => {
  await self.agree(assistant)
  const script = led()
  model.play(script.script)
  const calls = model.prompts.length
  const id = pseudonym()
  const context = [page(['It rains.'])]
  const asking = Array.from({ length: 20 }, () => self.ask(assistant, 'Once?', { id, context }))
  await script.started
  script.say('Only ', 'once.')
  script.end()

  const all = await Promise.all(asking.map(one => whole(one)))
  expect(all.map(textOf)).toEqual(Array(20).fill('Only once.'))
  expect(model.prompts.length - calls).toBe(1)
  const [{ messages, pages } = { messages: 0, pages: 0 }] = await rows`
    select b.messages, (select count(*)::int from shared_pages where message_id = ${id}) as pages
    from budgets b where b.assistant_id = ${assistant}
  `
  expect({ messages, pages }).toEqual({ messages: 1, pages: 1 })
  expect(await codeOf(await self.ask(assistant, 'Twice?', { id, context }))).toBe('message_id_reused')
  expect(await codeOf(await self.ask(assistant, 'Once?', { id, context: [page(['It pours.'])] }))).toBe(
    'message_id_reused',
  )
})

test('an answer goes on without its reader, is resumed where it was left, and stopped', async () => {
  await self.agree(assistant)
  const script = led()
  model.play(script.script)
  const id = pseudonym()
  const { shown } = await listen(self.ask(assistant, 'Slowly?', { id }), 4)
  await script.started
  script.say('One ', 'two ')
  await shown
  const [first] = await rows`select id from replies where message_id = ${id}`
  const resumed = self.follow(id, `${first?.id}:2`)
  const { heard, shown: again } = await listen(resumed, 4)
  await again
  expect((await self.call('POST', `/messages/${id}/stop`)).status).toBe(204)

  const rest = await heard
  expect(textOf(rest)).toBe('One two ')
  expect(rest.map(({ event }) => event.type)).not.toContain('start')
  expect(rest.at(-1)?.event).toEqual({ type: 'stopped' })
  expect(textOf(await whole(self.follow(id)))).toBe('One two ')
})

test('an answer is followed and stopped from another process, too', async () => {
  await self.agree(assistant)
  const beside = await testWorld({ models: { quote: model }, limits: unlimited, beside: here })
  const there = await beside.serve()
  const script = led()
  model.play(script.script)
  const id = pseudonym()
  const asking = self.ask(assistant, 'Who makes it?', { id })
  await script.started
  script.say('The other one ')
  const elsewhere = await selfOf(beside, there, member)
  const { heard, shown } = await listen(elsewhere.follow(id), 4)
  await shown
  expect((await elsewhere.call('POST', `/messages/${id}/stop`)).status).toBe(204)
  expect((await heard).at(-1)?.event).toEqual({ type: 'stopped' })
  expect(textOf(await whole(asking))).toBe('The other one ')
  await beside.close()
})

test('a suspended account asks nothing and reads nothing', async () => {
  await self.agree(assistant)
  await rows`update accounts set suspended_at = ${new Date(testMoment)} where id = ${member.account}`
  expect((await self.ask(assistant, 'May I?')).status).toBe(401)
  expect((await self.call('GET', '/conversations')).status).toBe(401)
})

test('nobody else follows or stops it, nor goes on with it', async () => {
  await self.agree(assistant)
  const id = pseudonym()
  const conversation = conversationOf(await whole(self.ask(assistant, 'Mine?', { id })))
  const other = await selfOf(here, base, owner)
  await other.agree(assistant)

  expect((await other.follow(id)).status).toBe(404)
  expect((await other.call('POST', `/messages/${id}/stop`)).status).toBe(404)
  expect(await codeOf(await other.ask(assistant, 'Yours?', { conversation }))).toBe('not_found')
  expect((await other.call('GET', `/conversations/${conversation}`)).status).toBe(404)
})

test('a budget is one for visitors and accounts, and a limit counts each account', async () => {
  await owner.call('PATCH', `/v1/assistants/${assistant}`, { messagesPerDay: 1 })
  await self.agree(assistant)
  await whole(self.ask(assistant, 'The first?'))
  expect(await codeOf(await self.ask(assistant, 'The second?'))).toBe('budget_spent')

  const visitor = here.world.limits.visitor
  here.world.limits.visitor = { burst: 1, every: 3600 }
  const answers = [await self.ask(assistant, 'Now?'), await self.ask(assistant, 'And now?')]
  here.world.limits.visitor = visitor
  expect(await codeOf(answers[1] as Response)).toBe('too_many_requests')
})

test('a withdrawal cuts what runs, ends the consent and takes the words along if asked to', async () => {
  await self.agree(assistant)
  const script = led()
  model.play(script.script)
  const { heard, shown } = await listen(self.ask(assistant, 'Still there?'), 4)
  await script.started
  script.say('Well ')
  await shown
  const answer = await self.call('POST', `/assistants/${assistant}/withdraw`, { delete: true })
  expect(await answer.json()).toMatchObject({ deleted: { conversations: 1 }, held: 0 })

  expect((await heard).at(-1)?.event).toEqual({ type: 'error', code: 'withdrawn' })
  expect(await codeOf(await self.ask(assistant, 'Again?'))).toBe('consent_required')
  expect(await (await self.call('GET', '/conversations')).json()).toEqual({ items: [], next: null })
})

test('a suspended workspace answers nobody, and who was removed asks no more but keeps what is theirs', async () => {
  await self.agree(assistant)
  const conversation = conversationOf(await whole(self.ask(assistant, 'Before?')))
  const { workspace } = (await (await owner.call('GET', '/v1/account')).json()) as {
    workspace: { id: string }
  }
  await rows`update workspaces set suspended_at = ${new Date(testMoment)} where id = ${workspace.id}`
  await rows`select pg_notify('atavus', json_build_object('type', 'assistant', 'id', ${assistant}::text)::text)`
  await expect.poll(async () => codeOf(await self.ask(assistant, 'During?'))).toBe('suspended')
  expect((await opened(conversation)).messages).toHaveLength(2)
  await rows`update workspaces set suspended_at = null where id = ${workspace.id}`

  expect((await owner.call('DELETE', `/v1/members/${member.account}`)).status).toBe(204)
  expect(await codeOf(await self.ask(assistant, 'After?'))).toBe('not_found')
  expect((await opened(conversation)).messages).toHaveLength(2)
  expect((await self.call('DELETE', `/conversations/${conversation}`)).status).toBe(200)
})

test('who is removed while an answer is made hears its end, and so does who ends the device', async () => {
  for (const end of [
    () => owner.call('DELETE', `/v1/members/${member.account}`),
    () => member.call('DELETE', `/v1/account/sessions/${self.device}`),
  ]) {
    member = await invited(here, owner, 'member')
    self = await selfOf(here, base, member)
    await self.agree(assistant)
    const script = led()
    model.play(script.script)
    const { heard, shown } = await listen(self.ask(assistant, 'Still there?'), 4)
    await script.started
    script.say('Well ')
    await shown
    expect((await end()).status).toBe(204)
    expect((await heard).at(-1)?.event).toEqual({ type: 'error', code: 'interrupted' })
  }
})

test.each(['removed', 'made a viewer'])(
  'who is %s in one workspace is answered to the end in another',
  async how => {
    const elsewhere = await signUp(here)
    const own = (await assistantOf(elsewhere)).id
    await rows`
    insert into memberships (workspace_id, account_id, role, created_at)
    select workspace_id, ${member.account}, 'member', ${new Date(testMoment)} from assistants where id = ${own}
  `
    await self.agree(own)
    await self.agree(assistant)
    const [first, there] = [led(), led()]
    model.play(first.script)
    const cut = await listen(self.ask(assistant, 'Here?'), 4)
    await first.started
    first.say('Well ')
    model.play(there.script)
    const heard = await listen(self.ask(own, 'Still there?'), 4)
    await there.started
    there.say('Well ')
    await Promise.all([cut.shown, heard.shown])
    const path = `/v1/members/${member.account}`
    const change = () =>
      how === 'removed' ? owner.call('DELETE', path) : owner.call('PATCH', path, { role: 'viewer' })
    expect((await change()).status).toBeLessThan(300)

    // The news have come: what hangs on the one workspace has ended.
    expect((await cut.heard).at(-1)?.event).toEqual({ type: 'error', code: 'interrupted' })
    there.say('still here.')
    there.end()
    expect(textOf(await heard.heard)).toBe('Well still here.')
  },
)
