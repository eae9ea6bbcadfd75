import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { browser, newcomer } from '../accounts/testing/browser.ts'
import { talk, whole } from '../chat/testing/talk.ts'
import { faultFields } from '../lib/log.ts'
import { assistantOf, visit } from '../testing/shop.ts'
import type { TestWorld } from '../testing/world.ts'
import { type Office, openOffice } from './testing/office.ts'

let office: Office
let here: TestWorld
let sql: Office['sql']

beforeAll(async () => {
  office = await openOffice()
  here = office.here
  sql = office.sql
})
afterAll(() => office.close())
beforeEach(() => office.clear())

test('P1.2 P1.4 attack 21 and 28: no password, key, token, address or word that anybody sends reaches a log, nor do line breaks', async () => {
  const { base, model, owner } = office
  const planted = `canary${crypto.randomUUID().replaceAll('-', '')}`
  const email = `${planted}@site.example`
  const odd = `=HYPERLINK("${planted}")\r\n\u001b[31m{"level":"error"}`
  const assistant = await assistantOf(owner, { greeting: planted, instructions: odd })
  const secret = await office.secretKey()
  const visitor = await visit(here, assistant.key)
  model.say(planted)
  await whole(talk(base, visitor, `My ${planted}`).send())
  const page = browser(here)
  const password = `kettle ${crypto.randomUUID()} sings`
  const wish = newcomer('quiet', { email, username: planted.slice(0, 20), password })
  expect((await page.send('POST', '/v1/accounts', wish)).status).toBe(202)
  expect((await page.send('POST', '/v1/session', { name: email, password })).status).toBe(401)
  await here.work()
  const jwt = owner.cookie.split('=')[1]?.split(';')[0] ?? ''
  const words = { 'user-agent': odd.replaceAll(/[\r\n]/g, ' '), referer: `https://${planted}.example/` }
  for (const path of [
    `/v1/${planted}`,
    `/v1/assistants/${planted}`,
    `/v1/assistants/%0d%0a%1b[31m${planted}?x=${planted}`,
    `/v1/conversations?search=${planted}`,
    `/v1/chat/assistant?key=${planted}`,
  ])
    for (const headers of [
      { cookie: owner.cookie },
      { authorization: `Bearer ${secret}` },
      { authorization: `Bearer ${jwt}` },
      { authorization: `Bearer ${planted}` },
    ] as Record<string, string>[])
      await here.app.request(path, { headers: { ...words, ...headers } })
  await owner.call('POST', '/v1/assistants', { name: odd, [planted]: odd })
  await fetch(`${base}/v1/account`, { headers: { 'x-forwarded-for': `${planted}, 203.0.113.9` } })
  await fetch(`${base}/v1/account`, { headers: { 'x-forwarded-for': planted } })
  await here.world.logs.flush()

  const rows = await Promise.all([
    sql`select * from api_log`,
    sql`select * from security_log`,
    sql`select * from audit_log`,
    sql`select * from operator_log`,
  ])
  expect(rows[0].length).toBeGreaterThan(20)
  expect(rows[1].length).toBeGreaterThan(2)
  const faults = here.faults.splice(0).map(fault => JSON.stringify(faultFields(fault)))
  const texts = [JSON.stringify(rows), ...here.lines, ...faults]
  for (const text of texts) {
    for (const word of [planted, email, secret, jwt, password, 'HYPERLINK'])
      expect(text.includes(word)).toBe(false)
    expect(text.replaceAll('\\\\', '')).not.toMatch(/\\[rn]|\\u001b|\p{Cc}/u)
  }
})
