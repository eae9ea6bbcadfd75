import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, talk, unlimited, whole } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { usualLimits } from './rules.ts'

let here: TestWorld
let base: string
let owner: Owner
let rows: ReturnType<typeof lookInto>
let visitor: Visitor
let other: Visitor
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: { ...unlimited } })
  base = await here.serve()
  owner = await signUp(here)
  rows = lookInto(here.address)
  model.say('Yes.')
})
beforeEach(async () => {
  Object.assign(here.world.limits, { ...usualLimits, ...unlimited })
  await rows`delete from limits`
  const { key } = await assistantOf(owner)
  visitor = await visit(here, key)
  other = await visit(here, key)
  await whole(talk(base, visitor, 'Something private').send())
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const ask = (method: string, door: string, body?: object) =>
  here.app.request(`/v1/chat/${door}`, {
    method,
    headers: visitor.headers,
    ...(body && { body: JSON.stringify(body) }),
  })

test.each(['visitor', 'address', 'key', 'workspace'] as const)(
  'P8.6 P8.5 P8.3 whatever was asked by others under the limit of the %s, one objects, erases and withdraws',
  async name => {
    Object.assign(here.world.limits, { [name]: { burst: 3, every: 3600 } })
    const asking = name === 'visitor' ? visitor : other
    for (let asked = 0; asked < 3; asked++) await (await talk(base, asking, 'More?').send()).text()
    expect(await codeOf(await talk(base, visitor, 'And I?').send())).toBe('too_many_requests')

    expect((await ask('POST', 'objections', { improve: true })).status).toBe(204)
    expect((await ask('DELETE', 'conversations')).status).toBe(200)
    expect((await ask('POST', 'consents/withdraw', { delete: true })).status).toBe(200)
  },
)

test('what ends something is limited by whom it is of and by their network', async () => {
  for (const name of ['visitor', 'address']) {
    await rows`delete from limits`
    Object.assign(here.world.limits, { ...unlimited, [name]: { burst: 1, every: 3600 } })
    expect((await ask('DELETE', 'conversations')).status).toBe(200)
    expect(await codeOf(await ask('DELETE', 'conversations'))).toBe('too_many_requests')
  }
})
