import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, textOf, type Visitor, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { createPlaces } from './places.ts'
import { codeOf, led, listen, talk, unlimited, until, whole } from './testing/talk.ts'

let here: TestWorld
let there: TestWorld
let bases: string[]
let owner: Owner
let rows: ReturnType<typeof lookInto>
const model = scripted('quote')
const roomy = { answers: 1000, openings: 1000 }

beforeAll(async () => {
  const common = { models: { quote: model }, limits: unlimited }
  here = await testWorld({ ...common, capacity: roomy, environment: { TRUSTED_PROXIES: '127.0.0.1' } })
  there = await testWorld({ ...common, capacity: roomy, beside: here })
  bases = [await here.serve(), await there.serve()]
  owner = await signUp(here)
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await there.close()
  await here.close()
})
afterEach(async () => {
  for (const { chat } of [here, there]) for (const { cut } of chat.live.all()) cut.abort('stopped')
  await until(() => here.chat.live.count() + there.chat.live.count() === 0)
  expect([...here.faults.splice(0), ...there.faults.splice(0)]).toEqual([])
})

/** How questions at once come out while no answer ends: by code, `answering` those that are under way. */
async function crowd(visitors: Visitor[], headers: Record<string, string> = {}) {
  model.play(led().script)
  const ends = await Promise.all(
    visitors.map(async (visitor, n) => {
      const asking = { ...visitor, headers: { ...visitor.headers, ...headers } }
      const response = await talk(bases[n % 2] ?? '', asking, `Number ${n}?`).send()
      if (response.status === 200) return 'answering'
      expect(response.headers.get('retry-after')).toBe('2')
      return codeOf(response)
    }),
  )
  return Object.fromEntries([...new Set(ends)].map(end => [end, ends.filter(one => one === end).length]))
}

const visitorsOf = (key: string, count: number) =>
  Promise.all(Array.from({ length: count }, () => visit(here, key)))

test('of an assistant so many answers are under way as its owner lets, over all processes, and no more', async () => {
  const { id, key } = await assistantOf(owner, { answersAtOnce: 7 })

  expect(await crowd(await visitorsOf(key, 40))).toEqual({ answering: 7, too_many_answers: 33 })
  const [{ charged } = { charged: 0 }] =
    await rows`select messages as charged from budgets where assistant_id = ${id}`
  expect(charged).toBe(7)
})

test('a place is free again once an answer has ended', async () => {
  const { key } = await assistantOf(owner, { answersAtOnce: 1 })
  const [one, two] = await visitorsOf(key, 2)
  const script = led()
  model.play(script.script)
  const first = await talk(bases[0] ?? '', one as Visitor, 'First?').send()
  expect(await codeOf(await talk(bases[1] ?? '', two as Visitor, 'Second?').send())).toBe('too_many_answers')
  script.end()
  await first.text()

  model.say('Now.')
  expect(textOf(await whole(talk(bases[1] ?? '', two as Visitor, 'Second?').send()))).toBe('Now.')
})

test('one visitor has two answers under way, over all processes, and keeps nobody else from theirs', async () => {
  const { key } = await assistantOf(owner, { answersAtOnce: 1000 })
  const [greedy, other] = (await visitorsOf(key, 2)) as [Visitor, Visitor]

  expect(await crowd(Array.from({ length: 20 }, () => greedy))).toEqual({
    answering: 2,
    too_many_answers: 18,
  })
  expect(await crowd([other])).toEqual({ answering: 1 })
})

test('what is refused for now can be asked again by the same id', async () => {
  const { key } = await assistantOf(owner, { answersAtOnce: 1 })
  const [one, two] = (await visitorsOf(key, 2)) as [Visitor, Visitor]
  const script = led()
  model.play(script.script)
  const first = await talk(bases[0] ?? '', one, 'First?').send()
  const second = talk(bases[0] ?? '', two, 'Second?')
  expect((await second.send()).status).toBe(429)
  script.end()
  await first.text()
  model.say('Now.')

  expect(textOf(await whole(second.send()))).toBe('Now.')
})

test('from one network so many answers are under way in a process, whoever asks', async () => {
  const narrow = await testWorld({
    models: { quote: model },
    limits: unlimited,
    beside: here,
    capacity: { ...roomy, network: 4 },
    environment: { TRUSTED_PROXIES: '127.0.0.1' },
  })
  const base = await narrow.serve()
  const before = bases
  bases = [base, base]
  const { key } = await assistantOf(owner, { answersAtOnce: 1000 })
  const visitors = await visitorsOf(key, 20)

  expect(await crowd(visitors, { 'x-forwarded-for': '2001:db8:1:2::7' })).toEqual({
    answering: 4,
    too_many_answers: 16,
  })
  expect(await crowd(visitors.slice(0, 4), { 'x-forwarded-for': '2001:db8:1:3::7' })).toEqual({
    answering: 4,
  })
  bases = before
  for (const { cut } of narrow.chat.live.all()) cut.abort('stopped')
  await until(() => narrow.chat.live.count() === 0)
  bases = [base, base]
  // Those that ended have given their places back.
  expect(await crowd(visitors.slice(10, 14), { 'x-forwarded-for': '2001:db8:1:2::9' })).toEqual({
    answering: 4,
  })
  bases = before
  await narrow.close()
})

test('who has no place left may still hear again what was answered, and what is being answered', async () => {
  const narrow = await testWorld({
    models: { quote: model },
    limits: unlimited,
    beside: here,
    capacity: { ...roomy, network: 1 },
  })
  const base = await narrow.serve()
  const { key } = await assistantOf(owner)
  const visitor = await visit(here, key)
  model.say('Once.')
  const answered = talk(base, visitor, 'First?')
  const first = await whole(answered.send())
  const script = led()
  model.play(script.script)
  const running = talk(base, visitor, 'Second?')
  const second = whole(running.send())
  await script.started

  expect(await codeOf(await talk(base, visitor, 'Third?').send())).toBe('too_many_answers')
  expect(await whole(answered.send())).toEqual(first)
  expect(await codeOf(await answered.send({ text: 'Other words?' }))).toBe('message_id_reused')
  const again = whole(running.send())
  script.end()
  expect(await again).toEqual(await second)
  // Nobody left a place that was not taken.
  model.play(led().script)
  expect((await talk(base, visitor, 'Fourth?').send()).status).toBe(200)
  expect(await codeOf(await talk(base, visitor, 'Fifth?').send())).toBe('too_many_answers')
  for (const { cut } of narrow.chat.live.all()) cut.abort('stopped')
  await until(() => narrow.chat.live.count() === 0)
  await narrow.close()
})

test('places are taken all or none, and counted by whose they are', () => {
  const places = createPlaces()
  const both = [
    { subject: 'a', most: 2 },
    { subject: 'b', most: 1 },
  ]
  const leave = places.take(both)
  expect(() => places.take(both)).toThrow('too_many_answers')
  places.take([{ subject: 'a', most: 2 }])
  expect(() => places.take([{ subject: 'a', most: 2 }])).toThrow('too_many_answers')
  leave()
  places.take(both)
  places.take([{ subject: 'b', most: undefined }])
})

test('what is revoked cuts all that hangs on it, here and about to begin, and nothing that is let in afterwards', async () => {
  const { id, key } = await assistantOf(owner)
  const [one, two] = (await visitorsOf(key, 2)) as [Visitor, Visitor]
  const script = led()
  model.play(script.script)
  const { heard, shown } = await listen(talk(bases[0] ?? '', one, 'Mine?').send(), 1)
  script.say('Well')
  await shown
  here.chat.live.cut('subject', id, 'revoked')

  expect((await heard).at(-1)?.event).toEqual({ type: 'error', code: 'interrupted' })
  const late = {
    id: 'late',
    consent: 'c',
    conversation: 'v',
    subjects: [id],
    since: 0,
    cut: new AbortController(),
  }
  here.chat.live.add(late as never)
  here.chat.live.remove(late as never)
  expect(late.cut.signal.reason).toBe('revoked')
  model.say('Again.')
  expect(textOf(await whole(talk(bases[0] ?? '', two, 'Mine?').send()))).toBe('Again.')
})
