import type { MaskedValue } from '@atavus/anonymizer/restore'
import type { Shared } from '@atavus/contract/own'
import type { Page } from '../page/page.ts'
import { addressOf, isSecretAddress } from './address.ts'
import { chosen } from './choose.ts'
import { asSent, type Part, partsOf } from './parts.ts'
import { type Passage, passagesOf, written } from './passages.ts'

/** What a user has in mind to share of a page. `bare`: of its address only the origin went before. */
export type Matter = { page: Page; bare?: boolean } & (
  | { kind: 'page'; whole: boolean }
  | { kind: 'selection'; text: string }
  | { kind: 'link'; url: string; text: string }
)

/** Everything that would go out, as the share sheet shows it: the sheet draws these parts, and these parts are sent. */
export interface Offer {
  question: Part[]
  pages: Offered[]
  /** What stands in them by a placeholder. */
  values: MaskedValue[]
}

export interface Offered {
  /** Of no other one on the sheet. */
  key: string
  kind: Shared['kind']
  origin: string
  /** As much of the address as may go; `addressIn` tells what of it does. */
  url: string
  /** Only the origin goes, unless its user turns that: the address may itself be a secret. */
  bare: boolean
  title: Part[]
  /** The best first; `place` is that in the page, `text` as it stands there, `number` of no other one on the sheet. */
  passages: { number: number; place: number; parts: Part[]; text: string }[]
  /** How many passages there are in all. */
  of: number
}

export type Masking = (texts: string[]) => { texts: string[]; values: MaskedValue[] }

/** Puts together what a question needs of pages, with everything masked that `masking` finds in all of it. */
export function offer(matters: Matter[], question: string, masking: Masking): Offer {
  const drafts = matters.map(matter => draftOf(matter, question, matters.length))
  const masked = masking([question, ...drafts.flatMap(({ title, url, texts }) => [title, url, ...texts])])
  const [asked = [], ...rest] = masked.texts.map(text => partsOf(text, masked.values))
  let before = 0
  const pages = drafts.map((draft, index) => {
    const page = offered(draft, rest.splice(0, draft.texts.length + 2), index, before)
    before += page.of
    return page
  })
  const used = new Set([asked, ...pages.flatMap(partsIn)].flat())
  return { question: asked, pages, values: masked.values.filter(value => used.has(value)) }
}

/** Whether of a page's address the origin goes alone; `turned` are the pages of which its user decided otherwise. */
export const isBare = ({ key, bare }: Offered, turned: ReadonlySet<string>): boolean =>
  bare !== turned.has(key)

/** The address of a page as it goes. */
export const addressIn = (page: Offered, turned: ReadonlySet<string>): string =>
  isBare(page, turned) ? `${page.origin}/` : page.url

/**
 * What is sent of an offer: without the passages that were left out, with the values in `open` as they are, and of each
 * page as much of its address as `addressIn` says.
 */
export function taken(
  { question, pages, values }: Offer,
  left: ReadonlySet<number>,
  open: ReadonlySet<string>,
  turned: ReadonlySet<string> = new Set(),
): { text: string; shared: Shared[]; values: MaskedValue[] } {
  const kept = pages
    .map(page => ({ ...page, passages: page.passages.filter(({ number }) => !left.has(number)) }))
    .filter(({ passages }) => passages.length > 0)
  const used = new Set([question, ...kept.flatMap(partsIn)].flat())
  const shared = kept.map((page): Shared => {
    const parts = new Set(partsIn(page).flat())
    return {
      kind: page.kind,
      origin: page.origin,
      url: addressIn(page, turned),
      title: asSent(page.title, open),
      passages: page.passages.map(({ number, parts }) => ({ number, text: asSent(parts, open) })),
      masked: values.filter(value => parts.has(value) && !open.has(value.placeholder)).length,
    }
  })
  const standing = values.filter(value => used.has(value) && !open.has(value.placeholder))
  return { text: asSent(question, open), shared, values: standing }
}

/** In characters: cut before anything is replaced, so that the sheet shows what is sent; the server takes 300. */
const longestTitle = 100
/** Whole words: half of an address would not be known for one. */
const cut = (title: string): string =>
  title.length > longestTitle ? title.slice(0, longestTitle).replace(/\s\S*$/, '') : title

interface Draft {
  kind: Shared['kind']
  origin: string
  url: string
  bare: boolean
  title: string
  of: number
  picked: { place: number; passage: Passage }[]
  texts: string[]
}

function draftOf(matter: Matter, question: string, among: number): Draft {
  const all = passagesIn(matter)
  const places = chosen(all, matter.kind === 'page' && !matter.whole ? question : null, among)
  const picked = places.flatMap(at => all.slice(at, at + 1).map(passage => ({ place: at + 1, passage })))
  const address = addressOf(matter.kind === 'link' ? matter.url : matter.page.url)
  const title = cut((matter.kind === 'link' && wordsOf(matter)) || matter.page.title)
  const texts = picked.map(({ passage }) => written(passage))
  const bare = matter.bare ?? isSecretAddress(address.url)
  return { kind: matter.kind, ...address, bare, title, of: all.length, picked, texts }
}

/** `before`: so many passages the pages before it have: what is cited is found by its number alone. */
function offered(
  { kind, origin, url, bare, of, picked }: Draft,
  parts: Part[][],
  index: number,
  before: number,
): Offered {
  const [title = [], address = [], ...rest] = parts
  return {
    key: String(index),
    kind,
    origin,
    bare,
    // An address that says who somebody is goes without its path.
    url: address.length === 1 && address[0] === url ? url : `${origin}/`,
    title,
    passages: picked.map(({ place, passage: { text } }, at) => ({
      number: before + place,
      place,
      parts: rest[at] ?? [],
      text,
    })),
    of,
  }
}

const partsIn = ({ title, passages }: Offered): Part[][] => [title, ...passages.map(({ parts }) => parts)]

function passagesIn(matter: Matter): Passage[] {
  if (matter.kind === 'page') return passagesOf(matter.page.blocks)
  const text = matter.kind === 'link' ? wordsOf(matter) || addressOf(matter.url).origin : matter.text
  return passagesOf([{ heading: '', text }])
}

/** The words of a link; an address is none, and goes as addresses do. */
const wordsOf = ({ text }: { text: string }): string => (URL.canParse(text.trim()) ? '' : text)
