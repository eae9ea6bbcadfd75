import type { ChatEvent } from '@atavus/contract/events'
import { expect, test } from 'vitest'
import { type Heard, hear, type Line } from './answer.ts'
import { Problem, problemOf } from './problem.ts'
import { answerTo, dice, eventStream, hurried, problem } from './testing.ts'

const question = '00000000-0000-4000-8000-000000000001'
const words = Array.from({ length: 40 }, (_, index) => `Wörter ${index} 🙂 `)
const events = answerTo(question, words)
const signal = new AbortController().signal

async function heard(line: Line, asked = false): Promise<Heard[]> {
  const all: Heard[] = []
  for await (const one of hear(line, asked, hurried, signal)) all.push(one)
  return all
}
const told = (all: Heard[]) => all.filter((one): one is ChatEvent => one.type !== 'line')
const after = (id: string) => Number(id.split(':')[1] ?? 0)

test('every event is heard once and in order, wherever the connection breaks', async () => {
  for (let seed = 1; seed <= 300; seed++) {
    const roll = dice(seed)
    let breaks = 5
    const answer = (first: number) => eventStream(events, first, roll, breaks-- > 0)
    const line: Line = { ask: async () => answer(0), follow: async id => answer(after(id)) }
    expect(told(await heard(line))).toEqual(events)
  }
})

test('a server that repeats itself or leaves something out is not believed', async () => {
  const roll = dice(4)
  const begun = events.slice(0, 9)
  const line: Line = {
    ask: async () => eventStream([...begun], 0, roll, false),
    // Once from too early on, once from too late.
    follow: async id => {
      const at = after(id)
      return eventStream(events, at === 9 ? 12 : Math.max(0, at - 3), roll, at === 9)
    },
  }
  line.follow = once(line.follow, async id => eventStream(events, Math.max(0, after(id) - 3), roll, false))
  expect(told(await heard(line))).toEqual(events)
})

function once<A extends unknown[], R>(first: (...given: A) => R, then: (...given: A) => R) {
  let used = false
  return (...given: A) => {
    const act = used ? then : first
    used = true
    return act(...given)
  }
}

test('a question that never arrived is asked again', async () => {
  const asked: string[] = []
  const line: Line = {
    ask: async () => {
      asked.push('ask')
      if (asked.length === 1) throw new TypeError('Failed to fetch')
      return eventStream(events, 0, dice(1), false)
    },
    follow: async () => {
      asked.push('follow')
      throw await problemOf(problem(404, 'not_found'))
    },
  }
  expect(told(await heard(line))).toEqual(events)
  expect(asked).toEqual(['ask', 'follow', 'ask'])
})

test('an answer that was asked for on another page is followed from its beginning', async () => {
  const line: Line = {
    ask: async () => expect.unreachable(),
    follow: async id => eventStream(events, after(id), dice(2), false),
  }
  expect(told(await heard(line, true))).toEqual(events)
})

test.each([
  [429, 'budget_spent'],
  [429, 'too_many_requests'],
  [503, 'busy'],
  [500, 'broken'],
  [403, 'consent_required'],
  [409, 'consent_outdated'],
])('a question turned away with %i %s is not repeated', async (status, code) => {
  let times = 0
  const line: Line = {
    ask: async () => {
      times++
      throw await problemOf(problem(status, code, 7))
    },
    follow: async () => expect.unreachable(),
  }
  await expect(heard(line)).rejects.toMatchObject({ code, status, retryAfter: 7 })
  expect(times).toBe(1)
})

test('a busy server is followed again after the time that it names', async () => {
  hurried.paused.length = 0
  let times = 0
  const line: Line = {
    ask: async () => eventStream(events, 0, dice(3), true),
    follow: async id => {
      if (times++ === 0) throw await problemOf(problem(503, 'busy', 9))
      return eventStream(events, after(id), dice(3), false)
    },
  }
  expect(told(await heard(line))).toEqual(events)
  expect(hurried.paused).toContain(9000)
})

test('a server that stays out of reach is given up, and says so on the way', async () => {
  const lines: Heard[] = []
  const line: Line = {
    ask: async () => Promise.reject(new TypeError('Failed to fetch')),
    follow: async () => Promise.reject(new TypeError('Failed to fetch')),
  }
  const listen = async () => {
    for await (const one of hear(line, false, hurried, signal)) lines.push(one)
  }
  await expect(listen()).rejects.toMatchObject({ code: 'unreachable' })
  expect(lines.length).toBeGreaterThan(4)
  expect(lines).toContainEqual({ type: 'line', line: 'waiting' })
})

test('time offline does not count as failing', async () => {
  let offline = 50
  const patience = { ...hurried, online: () => offline-- <= 0 }
  let times = 0
  const line: Line = {
    ask: async () => Promise.reject(new TypeError('Failed to fetch')),
    follow: async () => {
      if (times++ < 30) throw new TypeError('Failed to fetch')
      return eventStream(events, 0, dice(1), false)
    },
  }
  const all: Heard[] = []
  for await (const one of hear(line, false, patience, signal)) all.push(one)
  expect(told(all)).toEqual(events)
  expect(all).toContainEqual({ type: 'line', line: 'offline' })
})

test('an event that is not what it should be ends the answer as broken', async () => {
  const bad = [events[0], { type: 'text', text: { type: 'img', props: { src: 'x' } } }] as ChatEvent[]
  const line: Line = {
    ask: async () => eventStream(bad, 0, dice(1), false),
    follow: async () => eventStream(bad, 1, dice(1), false),
  }
  await expect(heard(line)).rejects.toBeInstanceOf(Problem)
})

test('an event of a kind that came later is passed over', async () => {
  const more = [events[0], { type: 'mood', mood: 'good' }, ...events.slice(1)] as ChatEvent[]
  const line: Line = {
    ask: async () => eventStream(more, 0, dice(1), false),
    follow: async () => expect.unreachable(),
  }
  expect(told(await heard(line))).toEqual(events)
})
