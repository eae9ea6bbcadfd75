import { expect, test } from 'vitest'
import { whole } from '../own/checked.ts'
import {
  answerOf,
  begin,
  conversation,
  found,
  problem,
  sending,
  stream,
  texts,
  twoShelves,
  values,
} from './testing.ts'

test('a conversation that came to its day, or was deleted elsewhere, leaves nothing here', async () => {
  const shelves = twoShelves()
  const first = begin(undefined, {}, shelves)
  await first.talk.send(sending)
  first.talk.close()
  expect(JSON.stringify([...shelves.memory.things])).toContain('anna@posteo.de')
  const { talk } = begin(undefined, {}, shelves)
  await talk.begin()
  expect(texts(talk)).toEqual([])
  await expect.poll(() => [...shelves.memory.things.keys()]).toEqual([])
})

test.each([
  [503, 'busy'],
  [404, 'not_found'],
])('another conversation that cannot be opened (%i) leaves all that is shown', async (status, code) => {
  const { promise: answer, resolve } = Promise.withResolvers<Response>()
  const { talk, calls, kept } = begin(({ path }) =>
    path.endsWith('/messages')
      ? answer
      : path.startsWith('/conversations')
        ? problem(status, code)
        : undefined,
  )
  const sent = talk.send(sending)
  await expect.poll(() => calls.length).toBe(1)
  await talk.open('00000000-0000-4000-8000-0000000000bb')
  expect(talk.chat().phase).toBe('answering')
  resolve(stream(answerOf(String(calls[0]!.body.id), ['Anna.'])))
  await sent
  expect(texts(talk)).toEqual(['Who?', 'Anna.'])
  expect(talk.values()).toEqual(values)
  expect((await kept.masks(conversation)).values).toEqual(values)
})

test('a conversation that was fetched already is shown as it is, without asking for it again', async () => {
  const { talk, calls } = begin()
  await talk.open(conversation, whole(found('q', 'Anna.', null)))
  expect(texts(talk)).toEqual(['Who?', 'Anna.'])
  expect(calls).toEqual([])
})
