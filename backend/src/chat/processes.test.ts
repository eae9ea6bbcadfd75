import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { type Backend, openSite, type Site } from '../testing/platform.ts'
import { assistantOf, type Heard, hear, signUp, textOf, type Visitor, visit } from '../testing/shop.ts'
import { paced, type Script, startUpstream, type Upstream } from '../testing/upstream.ts'
import { answer } from '../testing/upstream-wire.ts'
import { expectSettled, words } from './testing/killed.ts'
import { codeOf, isLast, listen, talk, until, whole } from './testing/talk.ts'

// Two real processes of the platform on one database, with an Ollama that says what a test tells it to.
const question = `Count, please. canary-${crypto.randomUUID()}`
let upstream: Upstream
let site: Site
let rows: ReturnType<typeof lookInto>
let here: Backend
let there: Backend
let key: string

beforeAll(async () => {
  upstream = await startUpstream({ steps: [] })
  site = await openSite({ OLLAMA_URL: upstream.url })
  rows = lookInto(site.database.address)
  here = await site.start()
  there = await site.start()
  const fields = { model: 'ollama', messagesPerDay: 100_000, tokensPerDay: 100_000_000 } as const
  key = (await assistantOf(await signUp(here), fields)).key
}, 30_000)
afterAll(async () => {
  await rows.end()
  await site.close()
  await upstream.close()
})
beforeEach(async () => {
  upstream.requests.length = 0
  upstream.play(endless)
  await rows`delete from limits`
})

const counted = (count: number, pauseMs: number): Script => ({ steps: paced(answer(words(count)), pauseMs) })
const counted20 = words(20).join('')
const endless: Script = {
  steps: [
    ...paced(
      words(20).map(text => ({ text })),
      5,
    ),
    { stall: true },
  ],
}

/** An answer of one process that another one follows, both under way. */
async function followed() {
  const visitor = await visit(here, key)
  const asked = talk(here.base, visitor, question)
  const first = await listen(asked.send(), counted20.length)
  const second = await listen(asked.follow(undefined, there.base), counted20.length)
  await Promise.all([first.shown, second.shown])
  return { ...asked, visitor, first: first.heard, second: second.heard }
}

const endings: [string, (base: string, visitor: Visitor, id: string) => Promise<Response>, object][] = [
  [
    'stopped',
    (base, { headers }, id) => fetch(`${base}/v1/chat/messages/${id}/stop`, { method: 'POST', headers }),
    { type: 'stopped' },
  ],
  [
    'withdrawn',
    (base, { headers }) =>
      fetch(`${base}/v1/chat/consents/withdraw`, { method: 'POST', headers, body: '{"delete":false}' }),
    { type: 'error', code: 'withdrawn' },
  ],
  [
    'withdrawn with deletion',
    (base, { headers }) =>
      fetch(`${base}/v1/chat/consents/withdraw`, { method: 'POST', headers, body: '{"delete":true}' }),
    { type: 'error', code: 'withdrawn' },
  ],
  [
    'erased',
    (base, { headers }) => fetch(`${base}/v1/chat/conversations`, { method: 'DELETE', headers }),
    { type: 'error', code: 'withdrawn' },
  ],
]

test.each(endings)(
  'an answer that is %s through another process ends in both, and lets go of its model',
  async (_, end, last) => {
    const { visitor, id, first, second } = await followed()
    expect((await end(there.base, visitor, id)).ok).toBe(true)

    for (const heard of [await first, await second]) {
      expect(heard.at(-1)?.event).toEqual(last)
      expect(heard.filter(isLast)).toHaveLength(1)
      expect(textOf(heard)).toBe(counted20)
    }
    expect(await upstream.requests[0]?.ended).toBe('broken')
    await expectSettled(rows)
  },
)

test('an answer is the same to whoever follows it in whichever process, to its last event', async () => {
  upstream.play(counted(60, 5))
  const visitor = await visit(here, key)
  const { send, follow } = talk(here.base, visitor, question)
  const first = whole(send())
  await until(async () => (await follow(undefined, there.base)).status === 200)
  const others = await Promise.all([
    whole(follow(undefined, there.base)),
    whole(follow(undefined, here.base)),
    whole(send()),
  ])

  for (const heard of others) expect(heard).toEqual(await first)
  expect(textOf(await first)).toBe(words(60).join(''))
})

test('on SIGTERM a process takes no more, lets its answers end, and goes in peace', async () => {
  upstream.play(counted(100, 10))
  const leaving = await site.start()
  const visitors = await Promise.all(Array.from({ length: 10 }, () => visit(here, key)))
  const asked = visitors.map(visitor => talk(leaving.base, visitor, question))
  const answers = asked.map(({ send }) => whole(send()))
  await until(() => upstream.requests.length === 10)
  leaving.kill('SIGTERM')

  await until(async () => (await fetch(`${leaving.base}/readyz`)).status === 503)
  const refused = await talk(leaving.base, await visit(here, key), question).send()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
  expect(await codeOf(refused)).toBe('busy')
  for (const heard of await Promise.all(answers)) {
    expect(heard.at(-1)?.event).toEqual({ type: 'done', end: 'complete' })
    expect(textOf(heard)).toBe(words(100).join(''))
  }
  expect(await leaving.ended).toBe(0)
  for (const [i, { follow }] of asked.entries())
    expect(await whole(follow(undefined, there.base))).toEqual(await answers[i])
  await expectSettled(rows)
})

test('processes that are replaced one after the other under load answer every question', async () => {
  upstream.play(counted(10, 5))
  const visitors = await Promise.all(Array.from({ length: 4 }, () => visit(here, key)))
  let current = there
  let stop = false
  const ends: string[] = []
  const load = visitors.map(async visitor => {
    while (!stop) {
      const { send, follow } = talk(current.base, visitor, question)
      const response = await send().catch(() => undefined)
      // What was cut off may still be answered where it began, and counts among the visitor's answers under way.
      if (!response || [429, 503].includes(response.status)) continue
      expect(response.status).toBe(200)
      const heard = await hear(response)
      const all = heard.some(isLast) ? heard : await whole(follow(undefined, here.base))
      ends.push(endOf(all))
      await rows`delete from limits`
    }
  })
  for (let i = 0; i < 3; i++) {
    const next = await site.start()
    const former = current
    current = next
    former.kill('SIGTERM')
    expect(await former.ended).toBe(0)
  }
  stop = true
  await Promise.all(load)
  there = current

  expect(ends.length).toBeGreaterThan(20)
  expect(new Set(ends)).toEqual(new Set(['done']))
  await expectSettled(rows)
})

test('a database that ends every connection ends no process; new questions are answered soon after', async () => {
  upstream.play(counted(40, 10))
  const visitors = await Promise.all(Array.from({ length: 5 }, () => visit(here, key)))
  const asked = visitors.map(visitor => talk(here.base, visitor, question))
  for (let round = 0; round < 5; round++) {
    await rows`delete from limits`
    const answers = asked.map(({ send }) => tell(send({ id: crypto.randomUUID() })))
    await new Promise(resolve => setTimeout(resolve, 60 * round))
    await cut()
    for (const heard of await Promise.all(answers)) {
      // Nothing is shown of a question that is not kept.
      const start = heard[0]?.event
      if (start?.type === 'start')
        expect(await rows`select from messages where id = ${start.message}`).toHaveLength(1)
    }
    const again = await Promise.all(visitors.map(persist))
    expect(new Set(again.map(endOf))).toEqual(new Set(['done']))
  }

  await expectSettled(rows)
  expect(site.output()).not.toContain('"why":"fault"')
  expect(await Promise.race([here.ended, 'lives'])).toBe('lives')
  expect(await Promise.race([there.ended, 'lives'])).toBe('lives')
})

function endOf(heard: Heard[]): string {
  const last = heard.at(-1)?.event
  return last?.type === 'error' ? last.code : (last?.type ?? 'nothing')
}

/** Sends a question, and again while the answer is that the platform is busy. */
async function persist(visitor: Visitor): Promise<Heard[]> {
  const { send } = talk(here.base, visitor, question)
  let heard: Heard[] = []
  await until(async () => {
    heard = await tell(send())
    return heard.length > 0
  })
  return heard
}

/** Ends every connection of the platform, as a database that is restarted does. */
const cut = () => rows`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()
`

/** What is heard of an answer whose connection or database may go away. */
async function tell(asking: Promise<Response>): Promise<Heard[]> {
  let heard: Heard[] = []
  const response = await asking
  if (response.status === 503 || response.status === 429) return []
  expect(response.status).toBe(200)
  await hear(response, now => {
    heard = now
    return false
  }).catch(() => {})
  return heard
}

test('nothing of all that was asked is in what the processes wrote', () => {
  expect(site.output()).toContain('"event":"ending"')
  expect(site.output()).not.toContain(question.slice(-20))
})
