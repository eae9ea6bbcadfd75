import browser, { type Storage } from 'webextension-polyfill'
import { vault } from './vault.ts'

/** A place where things lie under their names. What comes back is not trusted to be what was put there. */
export interface Shelf {
  get(name: string): Promise<unknown>
  put(name: string, value: unknown): Promise<void>
  drop(...names: string[]): Promise<void>
  names(): Promise<string[]>
}

/** Is gone when the browser ends, and pages cannot reach it; all windows have the same one. */
export const session = (): Shelf => shelfOn(browser.storage.session)

/**
 * Is gone when the browser ends; that of private windows when the last one is closed. Chromium ends their databases
 * itself, and `storage.session` not. In Firefox the one worker for all windows has to reach it, and clears it.
 */
export function memory(inPrivate = browser.extension.inIncognitoContext): Shelf {
  if (!inPrivate) return session()
  return FIREFOX ? beneath('private:', session()) : vault()
}

/** Stays when the browser ends; of a private window nothing does. What runs in a tab cannot reach it. */
export function disk(inPrivate = browser.extension.inIncognitoContext): Shelf {
  if (inPrivate) return memory(inPrivate)
  return FIREFOX ? vault() : shelfOn(browser.storage.local)
}

/** Closes the disk to what runs in tabs; to be called whenever the worker starts. Firefox knows no such thing. */
export async function closeDisk(): Promise<void> {
  if (!FIREFOX) await chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' })
}

/** What an administrator has set for this browser; nothing where none has. */
export async function managed(): Promise<Record<string, unknown>> {
  return browser.storage.managed.get(null).catch(() => ({}))
}

/** A part of a shelf: the names that begin in one way. */
function beneath(start: string, shelf: Shelf): Shelf {
  return {
    get: name => shelf.get(start + name),
    put: (name, value) => shelf.put(start + name, value),
    drop: (...names) => shelf.drop(...names.map(name => start + name)),
    names: async () =>
      (await shelf.names()).filter(name => name.startsWith(start)).map(name => name.slice(start.length)),
  }
}

function shelfOn(area: Storage.StorageArea): Shelf {
  return {
    get: async name => (await area.get(name))[name],
    put: (name, value) => area.set({ [name]: value }),
    drop: (...names) => area.remove(names),
    names: async () => Object.keys(await area.get(null)),
  }
}
