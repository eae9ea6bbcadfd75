import type { Egress } from '@atavus/contract/egress'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { unlimited } from '../chat/testing/talk.ts'
import { openRecorder, type Recorder } from '../egress/recorder.ts'
import { createCircuit } from '../models/circuit.ts'
import { createDeepSeek } from '../models/deepseek.ts'
import { outgoing, prompt } from '../models/testing.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { type Owner, signUp } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import { lookAtAll } from '../trust/look.ts'

let here: TestWorld
let rows: ReturnType<typeof lookInto>
let recorder: Recorder
/** Where the model is. */
let upstream: Recorder
let owner: Owner

beforeAll(async () => {
  recorder = await openRecorder('{}\n', [200])
  upstream = await openRecorder('{}\n', [200])
  here = await testWorld({
    environment: {
      ATAVUS_EGRESS_ALLOW: `${recorder.host},${upstream.host}`,
      DEEPSEEK_API_KEY: 'sk-x',
      DEEPSEEK_URL: upstream.url,
    },
    models: { quote: scripted('quote') },
    limits: unlimited,
  })
  rows = lookInto(here.address)
  owner = await signUp(here)
})
afterAll(async () => {
  recorder.close()
  upstream.close()
  await rows.end()
  await here.close()
})

const left = async (who: Owner) =>
  (await (await who.call('GET', '/v1/egress')).json()) as z.infer<typeof Egress>
const fileOf = async (who: Owner, format: string) =>
  (await who.call('GET', `/v1/egress/export?format=${format}`)).text()
const workspaceOf = async (who: Owner) =>
  ((await (await who.call('GET', '/v1/account')).json()) as { workspace: { id: string } }).workspace.id
const send = async (workspace: string, url: string) =>
  here.world.gate
    .request({ kind: 'endpoint', workspace, why: 'webhook' }, { url, method: 'POST', body: 'eleven byte' })
    .then(response => response.drop())
    .catch(() => {})

test('P3.1 everything that leaves is written down with who, why, how much and where, and its owner reads it', async () => {
  const workspace = await workspaceOf(owner)
  await send(workspace, `${recorder.url}/hook?secret=words`)
  const { items, sums } = await left(owner)

  expect(items).toMatchObject([
    {
      kind: 'endpoint',
      recipient: recorder.host,
      why: 'webhook',
      host: recorder.host,
      bytesOut: 11,
      status: 200,
      refused: null,
    },
  ])
  expect(sums).toMatchObject([{ requests: 1, refused: 0, bytesOut: 11 }])
  const dump = JSON.stringify(await rows`select e::text from egress e`)
  expect(dump).not.toMatch(/secret|\/hook|eleven/)
})

test('P3.1 what the gate refuses is written down, too, and never arrives', async () => {
  const workspace = await workspaceOf(owner)
  const before = recorder.bodies().length
  await send(workspace, 'http://169.254.169.254/latest/meta-data')
  expect((await left(owner)).items[0]).toMatchObject({
    host: '169.254.169.254:80',
    refused: 'egress_address',
    status: null,
  })
  expect(recorder.bodies()).toHaveLength(before)
})

test('P3.1 no owner reads what left for another, in a list, a sum or a file', async () => {
  const [other, mine] = [await signUp(here), await signUp(here)]
  await send(await workspaceOf(mine), `${recorder.url}/mine`)
  const read = async (who: Owner) => {
    const { items, sums } = await left(who)
    const { items: filed } = await fileOf(who, 'json').then(text => JSON.parse(text) as { items: unknown[] })
    return [items.length, sums.reduce((sum, { requests }) => sum + requests, 0), filed.length]
  }
  expect([await read(mine), await read(other)]).toEqual([
    [1, 1, 1],
    [0, 0, 0],
  ])
  for (const path of ['a', 'b']) await send(await workspaceOf(other), `${recorder.url}/${path}`)
  expect([await read(mine), await read(other)]).toEqual([
    [1, 1, 1],
    [2, 2, 2],
  ])
  // Nor would they if a question forgot to say whose.
  const reached = await here.world.db.tenant(
    await workspaceOf(mine),
    tenant => tenant<{ workspace: string }[]>`select workspace_id as workspace from egress`,
  )
  expect(reached.map(({ workspace }) => workspace)).toEqual([await workspaceOf(mine)])
})

test('the ledger is taken along whole, page after page, or only what was refused', async () => {
  const somebody = await signUp(here)
  const workspace = await workspaceOf(somebody)
  const many = 2300
  // Some of them at one moment, across the border of two pages.
  await rows`
    insert into egress (id, at, workspace_id, kind, recipient, why, host, bytes_out, bytes_in, status, refused)
    select gen_random_uuid(), ${testMoment}::timestamptz - make_interval(secs => n / 7), ${workspace}, 'endpoint',
      '=cmd.example', 'webhook', 'cmd.example:443', n, 0, null, case when n % 100 = 0 then 'egress_silent' end
    from generate_series(1, ${many}::int) n
  `
  const { items } = JSON.parse(await fileOf(somebody, 'json')) as { items: { id: string; at: string }[] }
  expect(new Set(items.map(({ id }) => id)).size).toBe(many)
  expect(items.map(({ at }) => at)).toEqual(
    items
      .map(({ at }) => at)
      .sort()
      .reverse(),
  )

  const lines = (await fileOf(somebody, 'csv')).trimEnd().split('\r\n')
  expect(lines[0]).toBe('at,kind,recipient,why,host,country,bytesOut,bytesIn,status,refused')
  expect(lines).toHaveLength(many + 1)
  // A name that a spreadsheet would run does not run.
  expect(lines[1]).toContain(",'=cmd.example,webhook,")
  const refused = JSON.parse(await fileOf(somebody, 'json&refused=true')) as { items: { refused: string }[] }
  expect(refused.items.map(one => one.refused)).toEqual(Array(23).fill('egress_silent'))

  const seen = (await (await somebody.call('GET', '/v1/egress?refused=true')).json()) as z.infer<
    typeof Egress
  >
  expect(seen.items).toHaveLength(23)
  await rows`delete from egress where workspace_id = ${workspace}`
})

test('P3.1 a model’s call is written down for the workspace that it answers', async () => {
  const { gate, now } = here.world
  const parts = { circuit: createCircuit({ now: () => 0 }), random: () => 0.5, now, fence: () => 'x' }
  const deepseek = createDeepSeek({
    ...parts,
    gate,
    url: upstream.url,
    key: 'sk-x',
    patience: { retries: 0 },
  })
  const asked = { ...outgoing(prompt), workspace: await workspaceOf(owner) }
  // The recorder is no model: what matters is that the call is written down.
  const answering = deepseek.stream(asked, new AbortController().signal)[Symbol.asyncIterator]()
  await answering.next().catch(() => undefined)
  const calls = (await left(owner)).items.filter(({ kind }) => kind === 'processor')
  expect(calls[0]).toMatchObject({ recipient: 'deepseek', why: 'answer', country: 'CN', host: upstream.host })
})

test('P5.1 a request for a reason that is on no list turns the promise red', async () => {
  const stateOf = async (id: string) => {
    await lookAtAll(here.world)
    const [row] = await rows<{ state: string }[]>`select state from trust_checks where promise = ${id}`
    return row?.state
  }
  expect([await stateOf('P5.1'), await stateOf('P3.1')]).toEqual(['kept', 'kept'])
  const strange = (recipient: string, why: string) => rows`
    insert into egress (id, at, kind, recipient, why, host, bytes_out, bytes_in)
    values (gen_random_uuid(), ${testMoment}, 'processor', ${recipient}, ${why}, ${upstream.host}, 1, 1)
  `
  await strange('deepseek', 'fine-tune')
  expect([await stateOf('P5.1'), await stateOf('P3.1')]).toEqual(['broken', 'kept'])
  await strange('adtech', 'webhook')
  expect(await stateOf('P3.1')).toBe('broken')
  await rows`delete from egress where why = 'fine-tune' or recipient = 'adtech'`
})
