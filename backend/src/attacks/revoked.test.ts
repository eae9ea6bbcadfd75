import type { Account } from '@atavus/contract/account'
import type { Assistant } from '@atavus/contract/console'
import type { PublicKey } from '@atavus/contract/workspace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser, noLimits, passphrase } from '../accounts/testing/browser.ts'
import { until } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { tokenTo } from '../testing/mail.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import {
  byApiKey,
  byIdentity,
  byPreview,
  byPublicKey,
  endless,
  type Line,
  type Pair,
  streamBy,
} from './testing/streams.ts'

// Row 14: whoever was let in and is no more. Each kind of credential has an answer streamed in two processes while
// what it hangs on is lost: both streams end, and both processes refuse it.

const patienceMs = 5000
const model = scripted('quote')
let here: TestWorld
let there: TestWorld
let pair: Pair
let sql: ReturnType<typeof lookInto>
let operator: Owner

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: noLimits })
  there = await testWorld({ models: { quote: model }, limits: noLimits, beside: here })
  pair = { here, bases: { here: await here.serve(), there: await there.serve() } }
  sql = lookInto(here.address)
  model.play(endless)
  operator = await signUp(here)
  const { id } = await accountOf(operator)
  await sql`insert into operators (account_id, added_at) values (${id}, ${here.world.now()})`
  await sql`update sessions set factor = true where account_id = ${id}`
})
afterAll(async () => {
  await sql.end()
  await there.close()
  await here.close()
})

const accountOf = async (who: Owner) => (await (await who.call('GET', '/v1/account')).json()) as Account

async function fine(answer: Promise<Response>): Promise<Response> {
  const response = await answer
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response
}

interface Editor extends Owner {
  account: string
  /** The workspace that is theirs alone. */
  home: string
}

/** An owner, their assistant, and whoever is about to lose something. */
interface Scene {
  owner: Owner
  assistant: Assistant
  /** Who tries the assistant out: an editor of the owner's. */
  editor: Editor
  /** The id of the API key that the server comes with. */
  key: string
}

const keysOf = async ({ owner, assistant }: Scene) =>
  (await (await owner.call('GET', `/v1/assistants/${assistant.id}/keys`)).json()).items as PublicKey[]

const suspend = async (what: 'workspaces' | 'accounts', id: string) =>
  fine(operator.call('PATCH', `/v1/operator/${what}/${id}`, { suspended: true, reason: 'Abuse' }))

type Loss = (scene: Scene) => Promise<unknown>

const suspendedWorkspace: Loss = async ({ owner }) =>
  suspend('workspaces', (await accountOf(owner)).workspace.id)
const deletedWorkspace: Loss = async ({ owner }) => {
  const { name } = (await accountOf(owner)).workspace
  await fine(owner.call('POST', '/v1/workspace/delete', { name }))
}
const deletedAssistant: Loss = ({ owner, assistant }) =>
  fine(owner.call('DELETE', `/v1/assistants/${assistant.id}`))
const disabledPublicKey: Loss = async scene => {
  const [first] = await keysOf(scene)
  const path = `/v1/assistants/${scene.assistant.id}/keys/${first?.id}`
  await fine(scene.owner.call('PATCH', path, { disabled: true }))
}
const deletedPublicKey: Loss = async scene => {
  const path = `/v1/assistants/${scene.assistant.id}/keys`
  const [first] = await keysOf(scene)
  await fine(scene.owner.call('POST', path, { label: 'The next one' }))
  await fine(scene.owner.call('DELETE', `${path}/${first?.id}`))
}

const ofSites: [string, Loss, string][] = [
  ['CVE-2026-32717: their workspace is suspended', suspendedWorkspace, 'suspended'],
  ['their workspace is deleted', deletedWorkspace, 'unauthenticated'],
  ['their assistant is deleted', deletedAssistant, 'unauthenticated'],
  ['their public key is switched off', disabledPublicKey, 'key_disabled'],
  ['their public key is deleted', deletedPublicKey, 'key_disabled'],
]
const ofPeople: [string, Loss, string][] = [
  [
    'CVE-2026-32717: their account is suspended',
    ({ editor }) => suspend('accounts', editor.account),
    'unauthenticated',
  ],
  ['CVE-2026-32717: their workspace is suspended', suspendedWorkspace, 'suspended'],
  ['their workspace is deleted', deletedWorkspace, 'unauthenticated'],
  ['their assistant is deleted', deletedAssistant, 'unauthenticated'],
  ['they sign out', ({ editor }) => fine(editor.call('DELETE', '/v1/session')), 'unauthenticated'],
  [
    'they end their other sessions',
    async ({ editor }) => {
      const { email } = await accountOf(editor)
      const other = browser(here)
      const signIn = { name: email, password: 'a kettle sings at noon' }
      expect((await other.send('POST', '/v1/session', signIn)).status).toBe(200)
      expect((await other.send('DELETE', '/v1/account/sessions')).ok).toBe(true)
    },
    'unauthenticated',
  ],
  [
    'GHSA-2vg6-77g8-24mp: their account is deleted',
    ({ editor }) => fine(editor.call('POST', '/v1/account/delete', { workspaces: [editor.home] })),
    'unauthenticated',
  ],
  [
    'they are removed from the team',
    ({ owner, editor }) => fine(owner.call('DELETE', `/v1/members/${editor.account}`)),
    'unauthenticated',
  ],
  [
    'they change their password elsewhere',
    async ({ editor }) => {
      const { email } = await accountOf(editor)
      const other = browser(here)
      const former = 'a kettle sings at noon'
      expect((await other.send('POST', '/v1/session', { name: email, password: former })).status).toBe(200)
      const change = { current: former, password: passphrase }
      expect((await other.send('POST', '/v1/account/password', change)).ok).toBe(true)
    },
    'unauthenticated',
  ],
]
const change =
  (wish: object): Loss =>
  ({ owner, key }) =>
    fine(owner.call('PATCH', `/v1/keys/${key}`, wish))
const ofServers: [string, Loss, string][] = [
  ['CVE-2026-32717: its workspace is suspended', suspendedWorkspace, 'suspended'],
  ['its workspace is deleted', deletedWorkspace, 'unauthenticated'],
  ['the assistant is deleted', deletedAssistant, 'not_found'],
  ['it is switched off', change({ disabled: true }), 'key_disabled'],
  ['it may not chat any more', change({ scopes: ['assistants:read'] }), 'forbidden'],
  ['it is deleted', ({ owner, key }) => fine(owner.call('DELETE', `/v1/keys/${key}`)), 'unauthenticated'],
  [
    'it is rotated without an overlap',
    ({ owner, key }) => fine(owner.call('POST', `/v1/keys/${key}/rotate`, { overlapHours: 0 })),
    'unauthenticated',
  ],
]

/** Somebody whom an owner asked to edit, and who came. */
async function editorOf(owner: Owner): Promise<Editor> {
  const guest = await signUp(here)
  const { id, email, workspace } = await accountOf(guest)
  await fine(owner.call('POST', '/v1/invitations', { email, role: 'editor' }))
  await fine(guest.call('POST', '/v1/invitations/accept', { token: await tokenTo(here, email, '/invite') }))
  return { ...guest, account: id, home: workspace.id }
}

type Kind = 'public key' | 'identity' | 'preview' | 'API key'

async function sceneOf(kind: Kind): Promise<{ scene: Scene; line: Line }> {
  const owner = await signUp(here)
  const assistant = await assistantOf(owner)
  const editor = kind === 'preview' ? await editorOf(owner) : { ...owner, account: '', home: '' }
  const scene = { owner, assistant, editor, key: '' }
  if (kind === 'public key') return { scene, line: await byPublicKey(pair, assistant) }
  if (kind === 'identity') return { scene, line: await byIdentity(pair, assistant, owner) }
  if (kind === 'preview') return { scene, line: await byPreview(pair, assistant, editor) }
  const line = await byApiKey(pair, assistant, owner)
  return { scene: { ...scene, key: line.key }, line }
}

const cases: [Kind, string, Loss, string][] = [
  ...ofSites.map(one => ['public key', ...one] as [Kind, ...typeof one]),
  ...ofSites.map(one => ['identity', ...one] as [Kind, ...typeof one]),
  ...ofPeople.map(one => ['preview', ...one] as [Kind, ...typeof one]),
  ...ofServers.map(one => ['API key', ...one] as [Kind, ...typeof one]),
]

test.each(cases)(
  '14 a credential by %s is refused and its streams are cut when %s',
  async (kind, _, loss, code) => {
    const { scene, line } = await sceneOf(kind)
    const streaming = await streamBy(pair, line)
    expect(await streaming.knock(pair.bases.here)).toBe('200')
    const began = performance.now()
    await loss(scene)

    for (const base of Object.values(pair.bases))
      await until(async () => (await streaming.knock(base)) === code)
    const [first] = await Promise.all(streaming.heard)
    expect(performance.now() - began).toBeLessThan(patienceMs)
    expect(first?.at(-1)?.event.type).toMatch(/^(error|stopped)$/)
    await until(() => here.chat.live.count() === 0)
    expect([...here.faults, ...there.faults]).toEqual([])
  },
)

test('CVE-2026-44553: a role that is taken away cuts what runs by it, and its doors are closed at once (row 14)', async () => {
  const { scene, line } = await sceneOf('preview')
  const { owner, editor, assistant } = scene
  const path = `/v1/assistants/${assistant.id}`
  const streaming = await streamBy(pair, line)
  expect((await editor.call('PATCH', path, { greeting: 'Hello' })).status).toBe(200)
  await fine(owner.call('PATCH', `/v1/members/${editor.account}`, { role: 'member' }))

  expect((await editor.call('PATCH', path, { greeting: 'Hello again' })).status).toBe(403)
  expect((await editor.call('GET', '/v1/conversations')).status).toBe(403)
  const [first] = await Promise.all(streaming.heard)
  expect(first?.at(-1)?.event.type).toBe('error')
  // A member may still try it out.
  expect(await streaming.knock(pair.bases.there)).toBe('200')
})

test('14 what is revoked takes nothing of a neighbour along', async () => {
  const { scene, line } = await sceneOf('public key')
  const neighbour = await sceneOf('public key')
  const [lost, kept] = [await streamBy(pair, line), await streamBy(pair, neighbour.line)]
  await suspendedWorkspace(scene)
  await Promise.all(lost.heard)

  const ended = await Promise.race([
    Promise.any(kept.heard).then(() => true),
    new Promise<false>(resolve => setTimeout(() => resolve(false), 2000)),
  ])
  expect(ended).toBe(false)
  expect(await kept.knock(pair.bases.there)).toBe('200')
  await deletedAssistant(neighbour.scene)
  await Promise.all(kept.heard)
})
