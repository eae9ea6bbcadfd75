import { expect, test } from 'vitest'
import { noticeLanguages } from '../consent/notice.ts'
import type { Passage } from '../knowledge/passage.ts'
import type { ModelEvent } from './model.ts'
import arabic from './quote.ar.json' with { type: 'json' }
import german from './quote.de.json' with { type: 'json' }
import english from './quote.en.json' with { type: 'json' }
import spanish from './quote.es.json' with { type: 'json' }
import french from './quote.fr.json' with { type: 'json' }
import italian from './quote.it.json' with { type: 'json' }
import dutch from './quote.nl.json' with { type: 'json' }
import { createQuote } from './quote.ts'

const languages = { en: english, de: german, es: spanish, fr: french, it: italian, nl: dutch, ar: arabic }

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
  ['fr-CA', french],
  ['ar-EG', arabic],
  ['pt-BR', english],
  ...Object.entries(languages),
])('in %s it speaks the reader’s language, or English', async (language, words) => {
  expect(textOf(await answer('?', [], language))).toBe(words.nothing)
  expect(textOf(await answer('Kosten', [passage('4,90 €', 1)], language))).toContain(words.opening)
})

const lists = ['helloWords', 'thanksWords', 'fillers', 'silent'] as const
const sentences = (text: string) => text.match(/[.!?؟:](?=\s|$)/g)?.length ?? 0

test.each(Object.entries(languages))(
  'in %s everything is said that is said in English, and the words that are looked for can be found',
  (_, words) => {
    expect(Object.keys(words)).toEqual(Object.keys(english))
    for (const said of ['opening', 'openingShared', 'nothing', 'hello', 'thanks'] as const)
      expect(sentences(words[said]), said).toBe(sentences(english[said]))
    for (const list of lists) {
      const all = words[list].split(' ')
      expect(new Set(all).size, list).toBe(all.length)
      for (const word of all) expect(word, list).toMatch(/^[\p{Ll}\p{Lo}\p{M}\p{N}]+$/u)
    }
  },
)

test('the quotes speak the languages of the notice that is agreed to before', () => {
  expect(Object.keys(languages).sort()).toEqual([...noticeLanguages].sort())
})

test.each([
  ['Hello!', 'en', english.hello],
  ['hi there', 'en', english.hello],
  ['Guten Tag', 'de', german.hello],
  ['thank you very much', 'en', english.thanks],
  ['Vielen Dank für die Hilfe!', 'de', german.thanks],
  ['Bonjour à tous !', 'fr', french.hello],
  ['Merci beaucoup, au revoir', 'fr', french.thanks],
  ['¡Buenos días!', 'es', spanish.hello],
  ['muchas gracias, adios', 'es', spanish.thanks],
  ['Buongiorno', 'it', italian.hello],
  ['Grazie mille per l’aiuto!', 'it', italian.thanks],
  ['Goedemorgen allemaal', 'nl', dutch.hello],
  ['Hartelijk dank voor uw hulp', 'nl', dutch.thanks],
  ['السلام عليكم', 'ar', arabic.hello],
  ['أهلاً وسهلاً', 'ar', arabic.hello],
  ['شكرًا جزيلًا لكم', 'ar', arabic.thanks],
  ['شكرا', 'ar', arabic.thanks],
])('%s is answered, and refuses nothing', async (courtesy, language, words) => {
  const events = await answer(courtesy, [passage('Hello.', 1)], language)
  expect([textOf(events), endOf(events)]).toEqual([words, [{ type: 'end', end: 'complete' }]])
})

test.each([
  ['fr', 'Bonjour, combien coûte la livraison ?'],
  ['es', 'Hola, ¿cuánto cuesta el envío?'],
  ['it', 'Ciao, quanto costa la spedizione?'],
  ['nl', 'Hallo, wat kost de bezorging?'],
  ['ar', 'مرحبًا، كم تكلفة التوصيل؟'],
])('in %s a greeting with a question is one: %s', async (language, question) => {
  expect(textOf(await answer(question, [], language))).toBe(
    languages[language as keyof typeof languages].nothing,
  )
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

test('a sentence that is repeated is quoted no more often than there is room', async () => {
  const text = textOf(await answer('Does the kettle sing?', [passage('The kettle sings. '.repeat(300), 0.9)]))
  expect(text).toContain('The kettle sings.')
  expect(text.length).toBeLessThan(800)
})

test('what was left out between two sentences shows', async () => {
  const filler = 'Nobody asked for this part of it at all. '.repeat(12)
  const said = `${filler}A kettle sings. It is loud. ${filler}Copper is warm. It shines. ${filler}`
  const text = textOf(await answer('Is the copper of a kettle warm?', [passage(said, 0.9)]))
  expect(text).toContain('> A kettle sings. It is loud. … Copper is warm. It shines.\n')
})

// Minutes, where each of the question's words is looked for in every sentence anew.
test.each(['kettle. A ', '| kettle |\n', '- a kettle\n', '1\n\n', '. ', '[a]('])(
  'a passage full of %j is quoted at once',
  async filler => {
    const began = performance.now()
    const asked = `What of a kettle 1 ${'kettles kettled singing '.repeat(100)}`
    await answer(asked, [passage(filler.repeat(6000 / filler.length), 0.9)])
    expect(performance.now() - began).toBeLessThan(10_000)
  },
)

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
