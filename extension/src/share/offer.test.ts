import { expect, test } from 'vitest'
import type { Page } from '../page/page.ts'
import { masked } from './masks.ts'
import { addressIn, type Matter, offer, taken } from './offer.ts'
import { isFixed } from './parts.ts'
import { restoring } from './restored.ts'

const page: Page = {
  url: 'https://shop.example/orders?token=abc#x',
  title: 'Order of anna.k@posteo.de',
  language: 'en',
  blocks: [
    { heading: 'Contact', text: 'Write to anna.k@posteo.de or call +49 30 901820.' },
    { heading: 'Payment', text: 'IBAN DE89 3704 0044 0532 0130 00, card 4111 1111 1111 1111.' },
    { heading: 'Weather', text: 'It rains.' },
  ],
  cut: false,
  selection: '',
  password: false,
  frame: false,
  reserved: false,
  pdf: false,
}
const masks = { key: 'ab'.repeat(32), values: [] }
const masking =
  (also: string[] = []) =>
  (texts: string[]) =>
    masked(texts, masks, 'en', also)
const whole: Matter = { kind: 'page', page, whole: true }
const none = new Set<never>()

test('of a page what identifies somebody is replaced, the same value by the same placeholder', () => {
  const { text, shared, values } = taken(offer([whole], 'Who is anna.k@posteo.de?', masking()), none, none)
  const sent = JSON.stringify({ text, shared })
  for (const value of ['anna.k', '901820', 'DE89', '4111']) expect(sent).not.toContain(value)
  const email = values.find(({ kind }) => kind === 'email')!.placeholder
  expect(text).toBe(`Who is ${email}?`)
  expect(shared[0]!.title).toBe(`Order of ${email}`)
  expect(shared[0]!.passages[0]!.text).toBe(
    `Contact\nWrite to ${email} or call ${values.find(({ kind }) => kind === 'phone')!.placeholder}.`,
  )
  expect(shared[0]!.masked).toBe(4)
})

test('of an address query and fragment stay here', () => {
  const { shared } = taken(offer([whole], 'What?', masking()), none, none)
  expect(shared[0]).toMatchObject({ origin: 'https://shop.example', url: 'https://shop.example/orders' })
})

test('an address that says who somebody is goes without its path', () => {
  const url = 'https://shop.example/unsubscribe/anna.k@posteo.de'
  const { shared } = taken(offer([{ ...whole, page: { ...page, url } }], 'What?', masking()), none, none)
  expect(shared[0]!.url).toBe('https://shop.example/')
})

test('of an address that may be a key only the origin goes, and of another the whole, unless its user turns that', () => {
  const at = (path: string, bare?: boolean): Matter => ({
    ...whole,
    page: { ...page, url: `https://shop.example${path}` },
    ...(bare === undefined ? {} : { bare }),
  })
  const matters = [at('/invite/hG7kPq2'), at('/kettles'), at('/kettles', true)]
  const offered = offer(matters, 'What?', masking())
  const sent = (turned: string[]) =>
    taken(offered, none, none, new Set(turned)).shared.map(({ url }) => new URL(url).pathname)
  expect(sent([])).toEqual(['/', '/kettles', '/'])
  expect(sent(['0', '1', '2'])).toEqual(['/invite/hG7kPq2', '/', '/kettles'])
  expect(offered.pages.map(page => addressIn(page, new Set(['1'])))).toEqual([
    'https://shop.example/',
    'https://shop.example/',
    'https://shop.example/',
  ])
})

test('what a link says for its words is no way around: an address goes as addresses do', () => {
  const url = 'https://other.example/reset/8f3kD93jfKe93KDkf93k?me=1'
  for (const text of ['', url, ` ${url} `]) {
    const { shared } = taken(offer([{ kind: 'link', page, url, text }], 'What?', masking()), none, none)
    expect(JSON.stringify(shared)).not.toMatch(/8f3k|me=1/)
    expect(shared[0]!.passages).toEqual([{ number: 1, text: 'https://other.example' }])
  }
})

test('of a link its words go along, or its origin where it has none', () => {
  const link = (text: string): Matter => ({ kind: 'link', page, url: 'https://other.example/a?b=c', text })
  expect(taken(offer([link('A kettle')], 'What?', masking()), none, none).shared[0]).toMatchObject({
    kind: 'link',
    origin: 'https://other.example',
    url: 'https://other.example/a',
    title: 'A kettle',
    passages: [{ number: 1, text: 'A kettle' }],
  })
  expect(offer([link('')], 'What?', masking()).pages[0]!.passages).toHaveLength(1)
})

test('a value that was switched goes as it is, everywhere, and is not counted', () => {
  const offered = offer([whole], 'Who is anna.k@posteo.de?', masking())
  const email = offered.values.find(({ kind }) => kind === 'email')!
  const { text, shared, values } = taken(offered, none, new Set([email.placeholder]))
  expect(text).toBe('Who is anna.k@posteo.de?')
  expect(shared[0]!.passages[0]!.text).toContain('Write to anna.k@posteo.de')
  expect(shared[0]!.masked).toBe(3)
  expect(values).not.toContainEqual(email)
})

test('a passage that was left out is not sent, and its number is not given to another', () => {
  const { shared } = taken(offer([whole], 'What?', masking()), new Set([1]), none)
  expect(shared[0]!.passages.map(({ number }) => number)).toEqual([2, 3])
  expect(shared[0]!.masked).toBe(3)
})

test('no two passages that go along have one number, also of a page and what was selected on it', () => {
  const selection: Matter = { kind: 'selection', page, text: 'It rains.' }
  const link: Matter = { kind: 'link', page, url: page.url, text: page.title }
  const { pages } = offer([selection, whole, link], 'What?', masking())
  const all = pages.flatMap(({ passages }) => passages)
  expect(all.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
  expect(all.map(({ place }) => place)).toEqual([1, 1, 2, 3, 1])
})

test('a question takes only what it needs', () => {
  const offered = offer([{ ...whole, whole: false }], 'Does it rain?', masking())
  expect(offered.pages[0]!.passages.map(({ text }) => text)).toEqual(['It rains.'])
  expect(offered.pages[0]!.of).toBe(3)
})

test('words that the user names are replaced in any case', () => {
  const { shared } = taken(offer([whole], 'What?', masking(['weather'])), none, none)
  expect(shared[0]!.passages[2]!.text).toMatch(/^\[TEXT_\d{6}\]\nIt rains\.$/)
})

test('what is typed like a placeholder is no way to a value', () => {
  const offered = offer([whole], 'What is [EMAIL_123456]?', masking())
  const typed = offered.values.find(isFixed)!
  expect(taken(offered, none, none).text).toBe(`What is ${typed.placeholder}?`)
})

test('in an answer the values are back, also while it comes', () => {
  const { values } = taken(offer([whole], 'What?', masking()), none, none)
  const email = values.find(({ kind }) => kind === 'email')!.placeholder
  const message = {
    id: 'a',
    role: 'assistant' as const,
    answers: 'q',
    text: `Write to ${email} and ${email.slice(0, 5)}`,
    at: '',
    deletedAt: '',
    sources: [],
    whereabouts: null,
    end: null,
    code: null,
    thumb: null,
  }
  const draw = restoring(values, 'en')
  expect(draw(message).text).toBe('Write to anna.k@posteo.de and ')
  expect(draw(message)).toBe(draw(message))
  const later = restoring([], 'de')
  expect(later({ ...message, end: 'complete' }).text).toBe(
    'Write to eine E-Mail-Adresse and eine E-Mail-Adresse',
  )
})

test('several pages are masked together, and a page of which nothing is left does not go', () => {
  const other: Matter = {
    kind: 'page',
    whole: true,
    page: {
      ...page,
      url: 'https://other.example/a',
      title: 'Other',
      blocks: [{ heading: '', text: 'Also anna.k@posteo.de.' }],
    },
  }
  const offered = offer([whole, other], 'Who?', masking())
  const { shared } = taken(offered, none, none)
  const placeholders = shared.map(({ passages }) => /\[EMAIL_\d+\]/.exec(passages[0]!.text)?.[0])
  expect(placeholders[0]).toBeDefined()
  expect(placeholders[1]).toBe(placeholders[0])
  expect(shared.map(({ masked }) => masked)).toEqual([4, 1])
  expect(taken(offered, new Set([4]), none).shared.map(({ origin }) => origin)).toEqual([
    'https://shop.example',
  ])
})

test('a long title is cut before anything is replaced in it: the sheet shows what is sent', () => {
  const title = `${'Order '.repeat(15)}anna.k@posteo.de ${'and more '.repeat(40)}`
  const made = offer([{ ...whole, page: { ...page, title } } as Matter], '', masking())
  const { shared } = taken(made, none, none)
  const shown = made.pages[0]!.title.map(part => (typeof part === 'string' ? part : part.placeholder)).join(
    '',
  )
  expect(shared[0]!.title).toBe(shown)
  expect(shown.endsWith(' Order')).toBe(true)
})
