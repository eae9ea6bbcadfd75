import { expect, test } from 'vitest'
import { type Masks, masked } from '../share/masks.ts'
import { offer, taken } from '../share/offer.ts'
import { pageAt } from '../talk/testing.ts'
import { attachedAgain } from './again.ts'

const masks: Masks = { key: 'a'.repeat(64), values: [] }
const url = 'https://shop.example/order'
const page = {
  ...pageAt(url),
  title: 'Order of anna.k@posteo.de',
  blocks: [
    { heading: 'Delivery', text: 'Write to anna.k@posteo.de about it.' },
    { heading: 'Returns', text: 'Within thirty days.' },
    { heading: '', text: 'A line without a heading.' },
  ],
}
const none: ReadonlySet<never> = new Set()

/** What a sheet sends of matters, all of it. */
function sentOf(matters: Parameters<typeof offer>[0], question: string, earlier = masks) {
  const offered = offer(matters, question, texts => masked(texts, earlier, 'en', []))
  return taken(offered, none, none)
}

test.each(['page', 'selection', 'link'] as const)(
  'a %s that is asked about anew stands on the sheet as before, and would be sent as before',
  kind => {
    const text = 'Write to anna.k@posteo.de about it.'
    const matter = {
      page: { kind: 'page' as const, page, whole: true },
      selection: { kind: 'selection' as const, page, text },
      link: { kind: 'link' as const, page, url, text },
    }[kind]
    const first = sentOf([matter], 'Is anna.k@posteo.de right?')
    expect(JSON.stringify(first.shared)).not.toContain('anna.k')
    const known = { ...masks, values: first.values }
    const again = { text: first.text, context: first.shared, lent: null, masks: known }
    const { attached, question } = attachedAgain(again, 'en')
    expect(question).toBe('Is anna.k@posteo.de right?')
    const matters = attached.map(one => one.matter)
    const second = sentOf(matters, question, known)
    expect(second.shared).toEqual(first.shared)
    expect(second.text).toBe(first.text)
  },
)

test('what spoke against sharing a page speaks against it again', () => {
  const { shared } = sentOf([{ kind: 'page', page, whole: true }], 'Who?')
  const guarded = { ...page, password: true, blocks: [] }
  const passages = shared[0]!.passages
  const lent = {
    context: shared,
    pages: [{ tab: 7, url: `${url}?x`, sent: url, passages, page: guarded, private: true }],
  }
  const { attached } = attachedAgain({ text: 'Who?', context: shared, lent, masks }, 'en')
  expect(attached).toMatchObject([
    { tab: 7, private: true, matter: { page: { url: `${url}?x`, password: true } } },
  ])
})

test('of an address of which only the origin went, only that goes again, and pages of one site and title are told apart', () => {
  const matters = [1, 2].map(() => ({ kind: 'page' as const, page, whole: true, bare: true }))
  const { shared } = sentOf(matters, 'Who?')
  const pages = shared.map(({ url: sent, passages }, tab) => ({
    ...{ tab, url, sent, passages, page, private: false },
  }))
  const again = { text: 'Who?', context: shared, lent: { context: shared, pages }, masks }
  const { attached } = attachedAgain(again, 'en')
  expect(attached.map(({ tab }) => tab)).toEqual([0, 1])
  const matter = attached.map(one => one.matter)
  expect(sentOf(matter, 'Who?').shared.map(({ url }) => url)).toEqual([
    'https://shop.example/',
    'https://shop.example/',
  ])
})
