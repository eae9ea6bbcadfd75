import { expect, test } from 'vitest'
import type { Passage } from '../knowledge/passage.ts'
import type { ModelEvent } from './model.ts'
import german from './quote.de.json' with { type: 'json' }
import english from './quote.en.json' with { type: 'json' }
import { createQuote } from './quote.ts'

const costs = `| Country | Costs |
| --- | --- |
| Germany | €4.90 |
| Austria | €8.90 |
| France | €11.90 |

We do not deliver outside Europe.`

function passage(text: string, score: number): Passage {
  const id = `passage ${score}`
  return {
    id,
    document: 'd',
    title: 'Delivery',
    url: 'https://shop.example/delivery',
    heading: '',
    text,
    language: 'en',
    score,
  }
}

async function answer(question: string, passages: Passage[], language = 'en'): Promise<ModelEvent[]> {
  const prompt = { instructions: '', language, history: [], question, passages, maxTokens: 100 }
  const events: ModelEvent[] = []
  for await (const event of createQuote({ threshold: 0.5 }).stream(prompt, new AbortController().signal))
    events.push(event)
  return events
}

const textOf = (events: ModelEvent[]) =>
  events.map(event => (event.type === 'text' ? event.text : '')).join('')
const endOf = (events: ModelEvent[]) => events.filter(event => event.type === 'end')

test('a passage is announced, quoted and cited', async () => {
  const one = passage('Free from €80.', 0.9)
  expect(await answer('Is delivery free?', [one])).toEqual([
    { type: 'text', text: english.opening },
    { type: 'source', passage: one },
    { type: 'text', text: '\n\n> Free from €80.\n\n[1]' },
    { type: 'end', end: 'complete' },
  ])
})

test('at most three are quoted, and none that is far behind the best', async () => {
  const scores = [1, 0.95, 0.9, 0.85].map(score => passage('Yes.', score))
  const sources = (events: ModelEvent[]) =>
    events.flatMap(event => (event.type === 'source' ? event.passage.score : []))
  expect(sources(await answer('Is it?', scores))).toEqual([1, 0.95, 0.9])
  expect(sources(await answer('Is it?', [passage('Yes.', 1), passage('No.', 0.6)]))).toEqual([1])
})

test.each([[[]], [[passage('Free.', 0.49)]]])('when nothing fits, it says so and refuses', async passages => {
  expect(await answer('Who won?', passages)).toEqual([
    { type: 'text', text: english.nothing },
    { type: 'end', end: 'refused' },
  ])
})

test.each([
  ['de', german],
  ['de-AT', german],
  ['en-GB', english],
  ['fr', english],
])('in %s it speaks the reader’s language, or English', async (language, words) => {
  expect(textOf(await answer('?', [], language))).toBe(words.nothing)
  expect(textOf(await answer('Kosten', [passage('4,90 €', 1)], language))).toContain(words.opening)
})

test.each([
  ['Hello!', 'en', english.hello],
  ['hi there', 'en', english.hello],
  ['Guten Tag', 'de', german.hello],
  ['thank you very much', 'en', english.thanks],
  ['Vielen Dank für die Hilfe!', 'de', german.thanks],
])('%s is answered, and refuses nothing', async (courtesy, language, words) => {
  const events = await answer(courtesy, [passage('Hello.', 1)], language)
  expect([textOf(events), endOf(events)]).toEqual([words, [{ type: 'end', end: 'complete' }]])
})

test.each([['Hello, is delivery free?'], ['thank you card'], ['?!'], ['']])(
  '%j is no courtesy',
  async question => {
    expect(endOf(await answer(question, []))).toEqual([{ type: 'end', end: 'refused' }])
  },
)

const paragraph =
  'We send parcels on working days, from Monday to Friday, from our warehouse by the harbour. Parcels to islands ' +
  'take one day longer. A parcel that nobody accepts comes back to us after seven days. Please name a neighbour. ' +
  'The carrier writes to you in the morning of the day on which it comes. Every box is made of paper alone. ' +
  'Large boxes are brought by two people.'

const list = `Bring these:

- the order number, which stands on the delivery note and in the e-mail that we sent on the day of your order
- the article itself in its box, with all the labels that were on it when it came to you, please unworn
- your passport, if you want the tax back that you paid, and the form for it that we gave you in the store
- patience`

test.each([
  [
    'the row that answers, with the head',
    'How much to Austria?',
    costs,
    '| Country | Costs |\n| --- | --- |\n| Austria | €8.90 |',
  ],
  ['a word in another form', 'do you deliver in Europa', costs, 'We do not deliver outside Europe.'],
  ['the whole table when no row is asked for', 'Porto?', costs, costs],
  [
    'the sentence that answers and the one after it',
    'Can a neighbour take it?',
    paragraph,
    'Please name a neighbour. The carrier writes to you in the morning of the day on which it comes.',
  ],
  ['the item that answers', 'do I need a passport', list, list.split('\n')[4]],
  ['links as their labels', 'sizes', 'See [sizes](/sizes).', 'See sizes.'],
])('quotes %s', async (_, question, text, quote) => {
  const quoted = textOf(await answer(question, [passage(text, 1)]))
  expect(
    quoted
      .split('\n')
      .filter(line => line.startsWith('>'))
      .map(line => line.replace(/^> ?/, ''))
      .join('\n'),
  ).toBe(quote)
})

test('what is shared with the question is quoted first, and said to be', async () => {
  const shared = { ...passage(paragraph, 1), shared: 7 }
  const events = await answer('Can a neighbour take it?', [shared, passage(costs, 0.5)])
  expect(textOf(events)).toMatch(/^Quoted word for word, first from what you share/)
  expect(events.find(event => event.type === 'source')).toMatchObject({ passage: { shared: 7 } })
})

test('whoever stops it gets no more', async () => {
  const stop = new AbortController()
  const prompt = {
    instructions: '',
    language: 'en',
    history: [],
    question: 'Costs?',
    passages: [passage(costs, 1)],
    maxTokens: 1,
  }
  const events = createQuote().stream(prompt, stop.signal)[Symbol.asyncIterator]()
  await events.next()
  stop.abort(new Error('stopped'))
  await expect(events.next()).rejects.toThrow('stopped')
})
