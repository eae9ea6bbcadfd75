import { restored } from '@atavus/anonymizer/restore'
import type { Shared } from '@atavus/contract/own'
import type { Page } from '../page/page.ts'
import type { Matter } from '../share/offer.ts'
import { mainOf } from '../share/restored.ts'
import type { Lent } from '../talk/kept.ts'
import type { Again } from '../talk/sending.ts'
import type { Attached } from './attached.ts'

/**
 * A question that is to be asked anew, for the share sheet: what went along with it before, and only that, with its
 * values back, which the sheet masks again. `private`: whether a page is taken to be in a private window of which that
 * is not known any more.
 */
export function attachedAgain(
  { text, context, lent, masks }: Again,
  language: string,
  inPrivate = false,
): { attached: Attached[]; question: string } {
  const before = (text: string) => restored(text, masks.values, mainOf(language))
  const attached = context.map((shared, at): Attached => {
    const page = lent?.pages.find(({ passages }) => holds(passages, shared))
    return {
      // No tab has such a number: it is only told apart from the others.
      tab: page?.tab ?? -1 - at,
      private: page?.private ?? inPrivate,
      matter: matterOf(shared, page, before),
    }
  })
  return { attached, question: before(text) }
}

const holds = (passages: { number: number }[], shared: Shared) =>
  shared.passages.every(({ number }) => passages.some(one => one.number === number))

function matterOf(shared: Shared, from: Lent['pages'][number] | undefined, before: Before): Matter {
  const texts = [...shared.passages]
    .sort((one, other) => one.number - other.number)
    .map(({ text }) => before(text))
  const url = from?.url ?? shared.url
  const page = { ...(from?.page ?? unknown), url, title: before(shared.title), blocks: texts.map(blockOf) }
  const text = texts.join('\n')
  const bare = shared.url === `${shared.origin}/`
  const all = bare ? { page, bare } : { page }
  if (shared.kind === 'link') return { ...all, kind: 'link', url: shared.url, text }
  return shared.kind === 'selection'
    ? { ...all, kind: 'selection', text }
    : { ...all, kind: 'page', whole: true }
}

/** When the browser was ended since, only the address tells what speaks against it: the text stands on the sheet. */
const unknown: Page = {
  url: '',
  title: '',
  language: '',
  blocks: [],
  cut: false,
  selection: '',
  password: false,
  frame: false,
  reserved: false,
  pdf: false,
}

/** Gives a text as it was before it was masked. */
type Before = (text: string) => string

/** A passage goes with its heading in the line above it. */
function blockOf(passage: string) {
  const [heading = '', ...lines] = passage.split('\n')
  return lines.length > 0 ? { heading, text: lines.join('\n') } : { heading: '', text: passage }
}
