import { connect } from 'node:net'
import type { Account } from '@atavus/contract/account'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unwrapWorkspaceKey } from '../lib/workspace-key.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, hear, type Owner, shopOrigin, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { listConversations, workspaceOf } from './queries.ts'
import { titleOf } from './transcript.ts'

let house: TestWorld
let base: string
let owner: Owner
let workspace: string
const model = scripted('quote')
const hour = 3_600_000

beforeAll(async () => {
  house = await testWorld({ models: { quote: model } })
  base = await house.serve()
  owner = await signUp(house)
  workspace = ((await (await owner.call('GET', '/v1/account')).json()) as Account).workspace.id
  model.say('Yes.')
})
afterAll(() => house.close())

/** The log as it reads at the world's moment, whoever is signed in. */
const log = () =>
  house.world.db.tenant(workspace, async tenant => {
    const filter = { assistant: undefined, from: undefined, until: undefined, before: undefined, limit: 10 }
    const { sealedKey } = await workspaceOf(tenant)
    const key = unwrapWorkspaceKey(house.world.secrets.master, workspace, sealedKey)
    const rows = await listConversations(tenant, filter)
    return rows.map(row => ({ title: titleOf(key, row), messages: row.messages }))
  })

test('P4.2 what a visitor asked first is told by no title once its day has come', async () => {
  const assistant = await assistantOf(owner, { retentionDays: 1 })
  const visitor = await visit(house, assistant.key)
  const begun = Date.parse(testMoment)
  const [start] = await hear(await visitor.ask(base, 'Is Erika Mustermann allergic to wool?'))
  const conversation = start?.event.type === 'start' ? start.event.conversation : ''
  house.at(new Date(begun + 20 * hour))
  const renewed = await house.app.request('/v1/chat/tokens', { method: 'POST', headers: visitor.headers })
  const { token } = (await renewed.json()) as { token: string }
  await fetch(`${base}/v1/chat/messages`, {
    method: 'POST',
    headers: { ...visitor.headers, authorization: `Bearer ${token}` },
    body: JSON.stringify({ id: '5a0c7d3e-0000-4000-8000-000000000001', text: 'And linen?', conversation }),
  }).then(response => response.text())

  expect(await log()).toMatchObject([{ title: 'Is Erika Mustermann allergic to wool?', messages: 4 }])
  house.at(new Date(begun + 25 * hour))
  expect(await log()).toMatchObject([{ title: 'And linen?', messages: 2 }])
  house.at(new Date(begun + 45 * hour))
  expect(await log()).toEqual([])
})

test('who sends a question slowly holds up nobody', async () => {
  house.at(testMoment)
  const assistant = await assistantOf(owner)
  const visitor = await visit(house, assistant.key)
  const port = Number(new URL(base).port)
  const head = `POST /v1/chat/messages HTTP/1.1\r\nHost: x\r\nOrigin: ${shopOrigin}\r\nAuthorization: ${visitor.headers.authorization}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`
  const slow = Array.from({ length: 60 }, () =>
    connect(port, '127.0.0.1', function (this: ReturnType<typeof connect>) {
      this.write(head)
    }),
  )
  await new Promise(resolve => setTimeout(resolve, 300))

  expect(house.chat.admission.opening()).toBe(0)
  const other = await visit(house, assistant.key)
  expect((await other.ask(base, 'Am I served?')).status).toBe(200)
  for (const socket of slow) socket.destroy()
})
