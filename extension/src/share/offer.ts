import type { MaskedValue } from '@atavus/anonymizer/restore'
import type { Shared } from '@atavus/contract/own'
import type { Page } from '../page/page.ts'
import { chosen } from './choose.ts'
import { asSent, type Part, partsOf } from './parts.ts'
import { type Passage, passagesOf } from './passages.ts'

/** What a user has in mind to share. */
export type Matter =
  | { kind: 'page'; page: Page; whole: boolean }
  | { kind: 'selection'; page: Page; text: string }
  | { kind: 'link'; page: Page; url: string; text: string }

/** Everything that would go out, as the share sheet shows it: the sheet draws these parts, and these parts are sent. */
export interface Offer {
  kind: Shared['kind']
  origin: string
  url: string
  question: Part[]
  title: Part[]
  /** The best first; `number` is the page's own, `text` as it stands there. */
  passages: { number: number; parts: Part[]; text: string }[]
  /** What stands in them by a placeholder. */
  values: MaskedValue[]
  /** How many passages there are in all. */
  of: number
}

export type Masking = (texts: string[]) => { texts: string[]; values: MaskedValue[] }

/** Puts together what a question needs of a page, with everything masked that `masking` finds. */
export function offer(matter: Matter, question: string, masking: Masking): Offer {
  const all = passagesIn(matter)
  const places = chosen(all, matter.kind === 'page' && !matter.whole ? question : null)
  const { origin, url } = addressOf(matter.kind === 'link' ? matter.url : matter.page.url)
  const title = (matter.kind === 'link' && matter.text) || matter.page.title
  const masked = masking([question, title, url, ...places.map(place => written(all[place]!))])
  const [asked = [], named = [], address = [], ...rest] = masked.texts.map(text =>
    partsOf(text, masked.values),
  )
  const used = new Set([asked, named, ...rest].flat())
  return {
    kind: matter.kind,
    origin,
    // An address that says who somebody is goes without its path.
    url: address.length === 1 && address[0] === url ? url : `${origin}/`,
    question: asked,
    title: named,
    passages: rest.map((parts, at) => ({ number: places[at]! + 1, parts, text: all[places[at]!]!.text })),
    values: masked.values.filter(value => used.has(value)),
    of: all.length,
  }
}

/** What is sent of an offer: without the passages that were left out, with the values in `open` as they are. */
export function taken(
  { kind, origin, url, question, title, passages, values }: Offer,
  left: ReadonlySet<number>,
  open: ReadonlySet<string>,
): { text: string; shared: Shared; values: MaskedValue[] } {
  const kept = passages.filter(({ number }) => !left.has(number))
  const used = new Set([question, title, ...kept.map(({ parts }) => parts)].flat())
  const standing = values.filter(value => used.has(value) && !open.has(value.placeholder))
  const shared: Shared = {
    kind,
    origin,
    url,
    title: asSent(title, open).slice(0, longestTitle),
    passages: kept.map(({ number, parts }) => ({ number, text: asSent(parts, open) })),
    masked: standing.length,
  }
  return { text: asSent(question, open), shared, values: standing }
}

/** In characters, as the server takes it. */
const longestTitle = 300

function passagesIn(matter: Matter): Passage[] {
  if (matter.kind === 'page') return passagesOf(matter.page.blocks)
  const text = matter.kind === 'link' ? matter.text || matter.url : matter.text
  return passagesOf([{ heading: '', text }])
}

const written = ({ heading, text }: Passage) => (heading ? `${heading}\n${text}` : text)

/** Query and fragment of an address stay here: they may say more of a person than the page does. */
function addressOf(address: string): { origin: string; url: string } {
  const { origin, pathname } = new URL(address)
  return { origin, url: origin + pathname }
}
