import { expect, test } from 'vitest'
import { answerOf, begin, conversation, found, problem, sending, stream, twoShelves } from './testing.ts'

const never = () => new Promise<Response>(() => {})
const lost = (): Response => {
  throw new TypeError('Failed to fetch')
}
const asks = (path: string) => path.endsWith('/messages')

/** What is there of a text for whoever opens the panel again, `ended`: after the browser was. */
async function again(shelves: ReturnType<typeof twoShelves>, ended = false) {
  const { talk } = begin(undefined, {}, ended ? { ...twoShelves(), disk: shelves.disk } : shelves)
  await talk.begin()
  const { phase, draft, messages } = talk.chat()
  return { phase, draft, texts: messages.map(({ text }) => text) }
}

test('what is being written stays while something else is asked', async () => {
  const { talk, calls, shelves } = begin()
  talk.type('A long letter')
  await talk.send({ ...sending, text: 'Summarize this page.' })
  await talk.ask('A suggestion')
  await talk.retry(String(calls[1]!.body.id))
  expect(calls).toHaveLength(3)
  expect(talk.chat().draft).toBe('A long letter')
  expect((await again(shelves, true)).draft).toBe('A long letter')
})

test('what was written goes with its question, whatever became of its words', async () => {
  const { talk, shelves } = begin()
  talk.type('/letter to Anna ')
  await talk.send({ ...sending, text: 'Write a letter to [NAME_123456]', typed: '/letter to Anna ' })
  expect(talk.chat().draft).toBe('')
  expect(shelves.disk.things.size).toBe(0)
})

test('what was written is kept until the answer begins', async () => {
  const { talk, shelves } = begin(({ path }) => (asks(path) ? never() : undefined))
  talk.type('My question')
  void talk.ask('My question')
  await expect.poll(() => talk.chat()).toMatchObject({ phase: 'answering', draft: '' })
  expect((await again(shelves, true)).draft).toBe('My question')
})

test.each([
  ['busy', () => problem(503, 'busy')],
  ['at too many requests', () => problem(429, 'too_many_requests')],
  ['over its budget', () => problem(409, 'budget_spent')],
  ['out of reach', lost],
])('a question is not lost to a server that is %s', async (_, refuse) => {
  const { talk, shelves } = begin(({ path }) => (asks(path) ? refuse() : undefined))
  talk.type('My question')
  await talk.ask('My question')
  expect(talk.chat()).toMatchObject({ phase: 'unsent', draft: '' })
  expect((await again(shelves, true)).draft).toBe('My question')
  // In the same browser it can be sent again, and stands in one place.
  const { talk: next } = begin(
    ({ path }) => (asks(path) ? undefined : problem(404, 'not_found')),
    {},
    shelves,
  )
  await next.begin()
  expect(next.chat()).toMatchObject({ phase: 'unsent', draft: '', messages: [{ text: 'My question' }] })
  await next.again()
  expect(next.chat()).toMatchObject({ phase: 'ready', draft: '' })
  expect(shelves.disk.things.size).toBe(0)
})

test('a question that did not arrive is a draft when another one is asked', async () => {
  const { talk } = begin(({ path, body }) =>
    asks(path) && body.text === 'First' ? problem(503, 'busy') : undefined,
  )
  await talk.ask('First')
  talk.type('Second')
  await talk.ask('Second')
  expect(talk.chat()).toMatchObject({ phase: 'ready', draft: 'First', messages: [{ text: 'Second' }, {}] })
})

test('a question that waits for the yes is a draft, and gone with it', async () => {
  let turn = 0
  const { talk, shelves } = begin(({ path }) =>
    asks(path) && turn++ === 0 ? problem(409, 'consent_outdated') : undefined,
  )
  await talk.send({ ...sending, typed: 'Who is it?' })
  expect(talk.chat()).toMatchObject({ phase: 'consenting', draft: 'Who is it?' })
  expect(await again(shelves, true)).toMatchObject({ draft: 'Who is it?' })
  await talk.consent()
  expect(talk.chat().draft).toBe('')
  expect(shelves.disk.things.size).toBe(0)
})

test('what is sent while the notice stands goes after the yes; what waited before is a draft', async () => {
  const { talk, calls } = begin(undefined, { consent: { standing: false, remote: false } })
  talk.type('A first question')
  await talk.ask('A first question')
  await talk.send({ ...sending, text: 'Explain this.' })
  expect(talk.held()).toBe('Explain this.')
  await talk.consent()
  expect(calls.slice(1).map(({ body }) => body.text)).toEqual(['Explain this.'])
  expect(talk.chat().draft).toBe('A first question')
})

test.each(['here, since it never arrived', 'by the server'])(
  'stopped before the answer began (%s), a question is a draft',
  async by => {
    const { talk, shelves } = begin(({ path }) => {
      if (by === 'by the server') return asks(path) ? stream([{ type: 'stopped' }]) : undefined
      return asks(path) ? never() : problem(404, 'not_found')
    })
    const asked = talk.ask('Write a letter to Anna', '/letter Anna')
    if (by === 'by the server') await asked
    else {
      await expect.poll(() => talk.chat().phase).toBe('answering')
      await talk.stop()
    }
    expect(talk.chat()).toMatchObject({ phase: 'ready', draft: '/letter Anna', messages: [] })
    expect((await again(shelves)).draft).toBe('/letter Anna')
    talk.type('')
    expect(shelves.disk.things.size).toBe(0)
  },
)

test.each([
  ['until', 0, 'My question'],
  ['and no longer once', 1, ''],
])('also for a panel that is opened again, it is kept %s the answer begins', async (_, heard, kept) => {
  const { talk, calls, shelves } = begin(({ path, body: { id, text } }) => {
    if (!asks(path)) return never()
    return text === 'Hello' ? undefined : heard ? stream(answerOf(String(id), []).slice(0, heard)) : never()
  })
  await talk.ask('Hello')
  void talk.ask('My question')
  await expect.poll(() => calls.length).toBe(2 + heard)
  talk.close()
  const next = begin(() => never(), {}, shelves)
  void next.talk.begin()
  await expect.poll(() => next.calls.length).toBe(1)
  expect((await again(shelves, true)).draft).toBe(kept)
})

test.each(['fresh', 'open'] as const)('a question that did not arrive is a draft after %s', async act => {
  const { talk, shelves } = begin(({ path }) => {
    if (path.startsWith('/conversations/')) return Response.json(found('a', 'Anna.', null))
    return asks(path) ? lost() : undefined
  })
  await talk.ask('My question')
  expect(talk.chat().phase).toBe('unsent')
  await (act === 'fresh' ? talk.fresh() : talk.open(conversation))
  expect(talk.chat()).toMatchObject({ phase: 'ready', draft: 'My question' })
  expect((await again(shelves)).draft).toBe('My question')
})

test('to be put in other words, a question comes back as it was sent', async () => {
  const { talk, calls, shelves } = begin()
  const masked = { ...sending, text: 'What does [EMAIL_123456] say?', typed: 'What does anna@posteo.de say?' }
  await talk.send(masked)
  talk.rephrase(String(calls[0]!.body.id))
  expect(talk.chat().draft).toBe(masked.text)
  expect(JSON.stringify([...shelves.disk.things])).not.toContain('anna')
})
