/** What is kept about a visitor who agreed: enough to go on, nothing that was said. */
export interface Visitor {
  token: string
  /** The visitor asked this browser to remember beyond the tab. */
  history: boolean
  /** A conversation that the visitor put aside to begin a new one. */
  aside: string | null
  /** Whom the page named when they agreed; null: nobody. */
  person: string | null
}

export interface Memory {
  visitor(): Visitor | null
  /** Null forgets everything. */
  keep(visitor: Visitor | null): void
  /** Whether the chat stood open, for the next page of the same tab. Kept only while there is a visitor. */
  open(open: boolean): void
}

/** The one key under which anything is stored, in sessionStorage and, if history is kept, in localStorage. */
export function memoryName(key: string): string {
  return `atavus:${key}`
}

/**
 * Remembers in the browser: the tab's storage, or beyond it if the visitor asked for it. Where the browser forbids
 * storage everything lives on in memory until the page goes.
 */
export function browserMemory(
  name: string,
  tab = safely('sessionStorage'),
  device = safely('localStorage'),
): Memory {
  let held = visitorIn(read(tab, name)) ?? visitorIn(read(device, name))
  let open = false

  function save() {
    write(tab, name, held && { open, ...(held.history ? {} : { visitor: held }) })
    // Only a yes to history may touch what outlives the tab; without it an old entry goes.
    if (held?.history) write(device, name, { visitor: held })
    else if (read(device, name)) write(device, name, null)
  }
  return {
    visitor: () => held,
    keep(visitor) {
      held = visitor
      save()
    },
    open(now) {
      open = now
      if (held) save()
    },
  }
}

/** For a chat that must leave nothing behind: the owner's preview. */
export function forgetfulMemory(): Memory {
  let held: Visitor | null = null
  return {
    visitor: () => held,
    keep: visitor => {
      held = visitor
    },
    open: () => {},
  }
}

function safely(which: 'sessionStorage' | 'localStorage'): Storage | null {
  try {
    return window[which]
  } catch {
    return null
  }
}

function read(storage: Storage | null, name: string): { visitor?: unknown } | null {
  try {
    return Object(JSON.parse(storage?.getItem(name) ?? 'null'))
  } catch {
    return null
  }
}

function write(storage: Storage | null, name: string, value: object | null) {
  try {
    if (value) storage?.setItem(name, JSON.stringify(value))
    else storage?.removeItem(name)
  } catch {
    // Full or forbidden: memory has it.
  }
}

function visitorIn(stored: { visitor?: unknown } | null): Visitor | null {
  const { token, history, aside, person } = Object(stored?.visitor)
  if (typeof token !== 'string') return null
  return { token, history: history === true, aside: textIn(aside), person: textIn(person) }
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
