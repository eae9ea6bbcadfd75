import { afterAll, beforeAll, expect, test } from 'vitest'
import { led, talk, unlimited, until } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { billed, silentPayments } from '../testing/payments.ts'
import { assistantOf, signUp, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { metersOf, putOnPlan, workspaceOf } from './testing/planned.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
const metered = scripted('ollama', { metered: true })

beforeAll(async () => {
  const models = { ollama: metered, quote: scripted('quote') }
  here = await testWorld({ models, limits: unlimited, environment: billed, payments: silentPayments })
  base = await here.serve()
  rows = lookInto(here.address)
})
afterAll(async () => {
  expect(here.faults).toEqual([])
  await rows.end()
  await here.close()
})

/** An answer that is under way until it is told to end. */
async function underWay(visitor: Visitor, text: string) {
  const script = led()
  metered.play(script.script)
  const whole = talk(base, visitor, text)
    .send()
    .then(response => response.text())
  await script.started
  return { script, whole }
}

test('who ends answers of two days at once and who ends one of the second do not wait in a circle', async () => {
  const owner = await signUp(here)
  const workspace = await workspaceOf(owner)
  await putOnPlan(rows, workspace, {})
  const { key } = await assistantOf(owner, { model: 'ollama' })
  here.at('2026-11-20T23:59:59.000Z')
  const [both, other] = [await visit(here, key), await visit(here, key)]
  const first = await underWay(both, 'Before midnight?')
  here.at('2026-11-21T00:00:01.000Z')
  const second = await underWay(both, 'After midnight?')
  const third = await underWay(other, 'And I?')

  let erased: Promise<Response> | undefined
  await rows.begin(async held => {
    const waiting = async () => {
      const [row] = await held`
        select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      `
      return row?.count
    }
    await held`select from budgets where day = '2026-11-21' for update`
    third.script.say('Dear.', { type: 'usage', input: 10, output: 5 })
    third.script.end()
    await until(async () => (await waiting()) === 1)
    erased = fetch(`${base}/v1/chat/conversations`, { method: 'DELETE', headers: both.headers })
    await until(async () => (await waiting()) === 2)
  })
  expect((await erased)?.status).toBe(200)
  await Promise.all([first.whole, second.whole, third.whole])

  expect(await metersOf(rows, workspace)).toMatchObject([{ messages: 3, reserved: 0 }])
})
