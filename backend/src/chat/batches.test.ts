import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Stranger } from '../db/tenancy.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, textOf, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { codeOf, isLast, led, listen, talk, unlimited, until, whole } from './testing/talk.ts'

let here: TestWorld
let there: TestWorld
let bases: { here: string; there: string }
let owner: Owner
let rows: ReturnType<typeof lookInto>
let stranger: Stranger
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({
    models: { quote: model },
    limits: unlimited,
    capacity: { answers: 2, openings: 48 },
  })
  there = await testWorld({ models: { quote: model }, limits: unlimited, beside: here })
  bases = { here: await here.serve(), there: await there.serve() }
  owner = await signUp(here)
  rows = lookInto(here.address)
  stranger = here.world.db.stranger
})
afterAll(async () => {
  await rows.end()
  await there.close()
  await here.close()
})
beforeEach(() => {
  here.world.db.stranger = stranger
})

/** Lets some of the writes of batches fail as `how` says; the others pass. */
function troubled(how: (write: PromiseLike<unknown>, turn: number) => PromiseLike<unknown>) {
  let turn = 0
  const ask = (strings: TemplateStringsArray, ...values: never[]) => {
    const write = stranger(strings, ...values)
    return strings.join().includes('keep_batches') ? how(write, turn++) : write
  }
  here.world.db.stranger = Object.assign(ask, stranger) as unknown as Stranger
}

async function asked() {
  const { key } = await assistantOf(owner)
  const script = led()
  model.play(script.script)
  const visitor = await visit(here, key)
  return { ...talk(bases.here, visitor, 'Well?'), script, visitor }
}

test('a write that nobody can tell the outcome of is made again and kept once, wherever one follows', async () => {
  troubled((write, turn) =>
    turn % 2 ? write : write.then(() => Promise.reject(new Error('the line broke'))),
  )
  const { send, follow, script } = await asked()
  const first = await listen(send(), 1)
  const second = await listen(follow(undefined, bases.there), 1)
  for (let i = 0; i < 8; i++) {
    const before = here.faults.length
    script.say(`${i} `)
    await until(() => here.faults.length > before || i % 2 === 1)
  }
  script.end()
  const heard = await first.heard

  expect(textOf(heard)).toBe('0 1 2 3 4 5 6 7 ')
  expect(heard.at(-1)?.event).toEqual({ type: 'done', end: 'complete' })
  expect(await second.heard).toEqual(heard)
  expect(await whole(follow())).toEqual(heard)
  expect(here.faults.splice(0).length).toBeGreaterThan(1)
})

test('what cannot be kept is not shown', async () => {
  troubled(write => write.then(() => Promise.reject(new Error('the line broke'))))
  const { send, stop, script } = await asked()
  const { heard } = await listen(send())
  await script.started
  script.say('Unkept ')
  await until(() => here.faults.length > 2)
  const [reply] = here.chat.live.all()
  expect(reply?.shown.map(event => typeof event === 'object' && event.type)).toEqual(['start', 'notice'])
  // The end is kept with all that came before it, and then all of it is shown.
  await stop()

  expect(textOf(await heard)).toBe('Unkept ')
  expect((await heard).at(-1)?.event).toEqual({ type: 'stopped' })
  here.faults.length = 0
})

test('an answer that another process took for orphaned ends once, and all who follow hear the same', async () => {
  const { send, follow, script } = await asked()
  const first = await listen(send(), 5)
  script.say('Shown ')
  await first.shown
  // As if its process had been thought dead for a moment.
  await rows`update replies set process = 0 where state = 'running'`
  const second = whole(follow(undefined, bases.there))
  await until(async () => (await rows`select from replies where state = 'running'`).length === 0)
  script.say('and lost')
  const heard = await first.heard

  expect(textOf(heard)).toBe('Shown ')
  expect(heard.at(-1)?.event).toEqual({ type: 'error', code: 'interrupted' })
  expect(heard.filter(isLast)).toHaveLength(1)
  expect(await second).toEqual(heard)
  await script.aborted
})

test('a process that must go interrupts what does not end, and keeps what was shown', async () => {
  const leaving = await testWorld({ models: { quote: model }, limits: unlimited, beside: here })
  const base = await leaving.serve()
  const { visitor, script } = await asked()
  const { send, follow } = talk(base, visitor, 'How long?')
  const { heard, shown } = await listen(send(), 3)
  script.say('For ever ')
  await shown
  await leaving.chat.drain(50)

  expect((await heard).at(-1)?.event).toEqual({ type: 'error', code: 'interrupted' })
  expect(await whole(follow(undefined, bases.here))).toEqual(await heard)
  expect(await codeOf(await talk(base, visitor, 'And now?').send())).toBe('busy')
  expect(leaving.faults).toEqual([])
  await leaving.close()
})

test('beyond its capacity a process says at once, so that a page can read it, when to come back', async () => {
  const { visitor, script, send } = await asked()
  const answers = [whole(send()), whole(talk(bases.here, visitor, 'And?').send())]
  await until(() => here.chat.live.count() === 2)
  const refused = await talk(bases.here, visitor, 'Too many?').send()

  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
  expect(refused.headers.get('access-control-allow-origin')).toBe('https://shop.example')
  expect(refused.headers.get('access-control-expose-headers')).toContain('Retry-After')
  for (const reply of here.chat.live.all()) reply.cut.abort('stopped')
  script.end()
  await Promise.all(answers)
})
