import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { faultFields } from '../lib/log.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { conversationOf, failing, led, talk, unlimited, until, whole } from './testing/talk.ts'

// Words that nobody else says: they may be in answers and exports, and sealed; nowhere else.
const mine = `canary ${crypto.randomUUID()}`
const said = `canary ${crypto.randomUUID()}`

let here: TestWorld
let base: string
let owner: Owner
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  owner = await signUp(here)
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

/** Every value of every table, partitions included, as PostgreSQL shows it and as the bytes it holds. */
async function dump(): Promise<string> {
  const tables = await rows<{ name: string }[]>`
    select c.relname as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'atavus'::regnamespace
  `
  const texts: string[] = []
  for (const { name } of tables)
    for (const row of await rows`select * from ${rows(name)}`)
      for (const value of Object.values(row))
        texts.push(
          value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : JSON.stringify(value),
        )
  return texts.join('\n')
}

test('P1.4 what was said is sealed in the database, while it is said and after', async () => {
  const { key } = await assistantOf(owner)
  const script = led()
  model.play(script.script)
  const { send, follow } = talk(base, await visit(here, key), mine)
  const answer = whole(send())
  await script.started
  script.say(said)
  await until(async () => (await rows`select from reply_batches`).length > 0)
  const meanwhile = await dump()
  script.end()
  const heard = await answer
  const after = await dump()

  expect(JSON.stringify(heard)).toContain(said)
  expect(JSON.stringify(await whole(follow()))).toContain(said)
  for (const text of [meanwhile, after]) {
    expect(text.length).toBeGreaterThan(1000)
    expect(text).toContain(conversationOf(heard))
    for (const words of [mine, said])
      expect(text.includes(words) || text.includes(words.slice(-20))).toBe(false)
  }
})

test('P1.4 nothing that a person wrote is logged, whatever goes wrong', async () => {
  const { key } = await assistantOf(owner)
  const visitor = await visit(here, key)
  model.play(failing(new Error(said)))
  await whole(talk(base, visitor, mine).send())
  model.play(failing(Object.assign(new TypeError(said), { code: 'E', detail: said, query: mine })))
  await whole(talk(base, visitor, mine).send())
  model.say(said)
  const { send } = talk(base, visitor, mine)
  await whole(send())
  const odd: RequestInit[] = [
    { method: 'POST', body: `{"id":"${mine}","text":"${mine}"}` },
    { method: 'POST', body: `{"${mine}":1}` },
    { method: 'POST', body: mine },
    { method: 'POST', body: JSON.stringify({ id: crypto.randomUUID(), text: `${mine}\0` }) },
    { method: 'POST', body: JSON.stringify({ id: crypto.randomUUID(), text: mine.repeat(1000) }) },
  ]
  for (const init of odd) {
    const refused = await fetch(`${base}/v1/chat/messages`, { ...init, headers: visitor.headers })
    expect(refused.status).toBe(400)
    expect(await refused.text()).not.toContain(mine)
  }
  await send({ text: `${mine} otherwise` })
  // The database says no in the middle of it.
  await rows`alter table messages add constraint never check (role <> 'visitor') not valid`
  expect((await talk(base, visitor, mine).send()).status).toBe(500)
  await rows`alter table messages drop constraint never`

  expect(here.faults.length).toBeGreaterThan(2)
  const logged = [...here.lines, ...here.faults.map(fault => JSON.stringify(faultFields(fault)))].join('\n')
  const postgres = await readFile(join(dirname(inject('socket')), 'postgres.log'), 'utf8')
  for (const words of [mine, said]) expect((logged + postgres).includes(words.slice(-20))).toBe(false)
})
