import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { signUp } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

const answering: ServerResponse[] = []
/** Somebody who takes all and says nothing until a test lets them. */
const slow = createServer((request, response) => {
  answering.push(response)
  request.resume()
})
let here: TestWorld
let rows: ReturnType<typeof lookInto>
let host: string
let workspace: string

beforeAll(async () => {
  await new Promise<void>(done => slow.listen(0, '127.0.0.1', done))
  host = `127.0.0.1:${(slow.address() as AddressInfo).port}`
  here = await testWorld({ environment: { ATAVUS_EGRESS_ALLOW: host } })
  rows = lookInto(here.address)
  const account = await (await signUp(here)).call('GET', '/v1/account')
  workspace = ((await account.json()) as { workspace: { id: string } }).workspace.id
})
afterAll(async () => {
  slow.closeAllConnections()
  slow.close()
  await rows.end()
  await here.close()
})

const send = () =>
  here.world.gate.request(
    { kind: 'endpoint', workspace, why: 'webhook' },
    { url: `http://${host}/hook`, method: 'POST', body: 'eleven byte' },
  )
const lines = () => rows`
  select bytes_out::int as out, bytes_in::int as in, status, refused, workspace_id = ${workspace} as mine from egress
`

test('P3.1 a request stands in the ledger before it is answered, so that none is missing when the process dies', async () => {
  const sending = send()
  await expect.poll(() => answering.length).toBe(1)
  await here.world.ledger.flush()
  expect(await lines()).toEqual([{ out: 11, in: 0, status: null, refused: null, mine: true }])

  answering.pop()?.end('yes')
  await (await sending).read(() => {})
  await here.world.ledger.flush()
  expect(await lines()).toEqual([{ out: 11, in: 3, status: 200, refused: null, mine: true }])
})

test('P3.1 what is told late, or a second time, makes no line say less', async () => {
  const told = (line: object) => rows`
    select keep_egress(${JSON.stringify([
      {
        id: '01900000-0000-7000-8000-000000000001',
        at: testMoment,
        workspace,
        kind: 'endpoint',
        recipient: 'late.example:443',
        why: 'webhook',
        host: 'late.example:443',
        bytes_out: 11,
        ...line,
      },
    ])}::text::jsonb)
  `
  await told({ bytes_in: 3, status: 200, refused: 'egress_cut' })
  await told({ bytes_in: 0 })
  await told({ bytes_out: 0, bytes_in: 1, status: 500, refused: 'egress_idle' })
  expect(
    await rows`
    select bytes_out::int as out, bytes_in::int as in, status, refused from egress where host = 'late.example:443'
  `,
  ).toEqual([{ out: 11, in: 3, status: 200, refused: 'egress_cut' }])
})

test('an answer does not wait for the ledger', async () => {
  const beside = lookInto(here.address)
  await beside.begin(async locked => {
    await locked`lock table egress in exclusive mode`
    const sending = send()
    await expect.poll(() => answering.length).toBe(1)
    let written = false
    void here.world.ledger.flush().then(() => {
      written = true
    })
    answering.pop()?.end('soon')
    await (await sending).read(() => {})
    expect(written).toBe(false)
  })
  await beside.end()
  await here.world.ledger.flush()
  expect(await lines()).toHaveLength(3)
})
