import { browserMemory, memoryName } from '../client/memory.ts'
import type { Told } from '../client/session.ts'
import type { Settings } from '../loader/settings.ts'
import { type Mounted, mount } from './mount.tsx'

/** What the loader hands over when a visitor opens the chat. */
export interface Start {
  root: ShadowRoot
  into: HTMLElement
  settings: Settings
  early: Promise<Response>
  onClose: () => void
  tell: (told: Told) => void
}

const rightToLeft = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/

/** The chat of a page: what the loader's chunk gives. */
export function start({ root, into, settings, early, onClose, tell }: Start): Mounted {
  const { server, key, language, chosen, accent } = settings
  return mount({
    root,
    into,
    server,
    credential: { key },
    memory: browserMemory(memoryName(key)),
    language,
    dir: (chosen ? rightToLeft.test(language) : pageIsRightToLeft()) ? 'rtl' : 'ltr',
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
