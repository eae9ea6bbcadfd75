import { dice, eventStream } from '@atavus/widget/client/testing.ts'
import { expect, test } from 'vitest'
import {
  answerOf,
  begin,
  conversation,
  found,
  keptBy,
  sending,
  stream,
  twoShelves,
  values,
} from './testing.ts'

const shows = (running: string | null) => () => Response.json(found('a', 'Anna.', running))

test('what was masked in either of two windows is restored in both', async () => {
  const shelves = twoShelves()
  const server = ({ path }: { path: string }) =>
    path.startsWith('/conversations/') ? shows(null)() : undefined
  const [one, other] = [begin(server, {}, shelves), begin(server, {}, shelves, 2)]
  for (const { talk } of [one, other]) await talk.open(conversation)
  await one.talk.send(sending)
  await other.talk.ask('And in this window?')
  expect((await keptBy(shelves.disk, shelves.memory).masks(conversation)).values).toEqual(values)
  expect(other.talk.values()).toEqual(values)
  expect(other.talk.valuesFrom('https://shop.example')).toEqual(values)
})

test('a new conversation in one window leaves the answer that was asked for in another', async () => {
  const shelves = twoShelves()
  let id = ''
  const { promise: rest, resolve: goOn } = Promise.withResolvers<Response>()
  const one = begin(
    ({ path, body }) => {
      if (path.endsWith('/events')) return rest
      if (!path.endsWith('/messages')) return undefined
      id = String(body.id)
      return stream(answerOf(id, []).slice(0, 1))
    },
    {},
    shelves,
  )
  const asked = one.talk.ask('Count.')
  await expect.poll(() => one.talk.chat().conversation).toBe(conversation)
  const other = begin(
    ({ path }) => {
      if (path.endsWith('/events')) return new Promise<Response>(() => {})
      return path.startsWith('/conversations/') ? shows(id)() : undefined
    },
    {},
    shelves,
    2,
  )
  void other.talk.begin()
  await expect.poll(() => other.talk.chat().phase).toBe('answering')
  other.talk.fresh()
  expect(other.talk.chat()).toMatchObject({ phase: 'ready', conversation: null })
  const kept = keptBy(shelves.disk, shelves.memory)
  expect(await kept.running(), 'a panel that is closed meanwhile finds both again').toMatchObject({ id })
  expect(await kept.shown()).toBe(conversation)
  goOn(eventStream(answerOf(id, ['One.']), 1, dice(3), false))
  await asked
  expect(one.talk.chat().messages.map(({ text }) => text)).toEqual(['Count.', 'One.'])
  expect(other.calls.map(({ path }) => path)).not.toContainEqual(expect.stringContaining('/stop'))
})

test('each window has a draft of its own', async () => {
  const shelves = twoShelves()
  begin(undefined, {}, shelves).talk.type('A long letter')
  const other = begin(undefined, {}, shelves, 2)
  await other.talk.begin()
  expect(other.talk.chat().draft).toBe('')
  other.talk.type('x')
  other.talk.type('')
  const again = begin(undefined, {}, shelves)
  await again.talk.begin()
  expect(again.talk.chat().draft).toBe('A long letter')
})

test('the draft of a window that was closed is found in the next, once', async () => {
  const shelves = twoShelves()
  begin(undefined, {}, shelves, 7).talk.type('A long letter')
  const next = begin(undefined, {}, shelves)
  await next.talk.begin()
  expect(next.talk.chat().draft).toBe('A long letter')
  await next.talk.ask('A long letter')
  expect(shelves.disk.things.size).toBe(0)
})

test('a question that waits in one window is not forgotten over one in another', async () => {
  const shelves = twoShelves()
  const away = begin(
    ({ path }) => {
      if (path.endsWith('/messages')) throw new TypeError('Failed to fetch')
      return undefined
    },
    {},
    shelves,
  )
  await away.talk.ask('Asked in one window')
  await begin(undefined, {}, shelves, 2).talk.ask('Asked in another')
  const again = begin(undefined, {}, shelves)
  await again.talk.begin()
  expect(again.talk.chat()).toMatchObject({ phase: 'unsent', messages: [{ text: 'Asked in one window' }] })
})
