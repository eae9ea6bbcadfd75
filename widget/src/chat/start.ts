import { browserMemory, memoryName } from '../client/memory.ts'
import type { Told } from '../client/session.ts'
import type { Settings } from '../loader/settings.ts'
import { type Mounted, mount } from './mount.tsx'
import type { Words } from './words/shape.ts'
import { directionOf } from './words/words.ts'

/** What the loader hands over when a visitor opens the chat. */
export interface Start {
  root: ShadowRoot
  into: HTMLElement
  settings: Settings
  /** In the language of the settings, fetched beside the chat. */
  words: Words
  early: Promise<Response>
  onClose: () => void
  tell: (told: Told) => void
}

/** The chat of a page: what the loader's chunk gives. */
export function start({ root, into, settings, words, early, onClose, tell }: Start): Mounted {
  const { server, key, language, chosen, accent } = settings
  return mount({
    root,
    into,
    server,
    credential: { key },
    memory: browserMemory(memoryName(key)),
    words,
    language,
    dir: !chosen && pageIsRightToLeft() ? 'rtl' : directionOf(language),
    site: location.origin,
    ...(accent && { accent }),
    onClose,
    tell,
    early,
  })
}

function pageIsRightToLeft() {
  return getComputedStyle(document.documentElement).direction === 'rtl'
}
