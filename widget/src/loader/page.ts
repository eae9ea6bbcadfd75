// A page may hide parts of `document` behind an element named like them (`<img name="body">`), so they are read
// from the prototype.

export function fromDocument<T>(name: 'body' | 'documentElement' | 'currentScript'): T | null {
  const element: unknown = Reflect.get(Document.prototype, name, document)
  return element as T | null
}

/** The script's own element: for a script that was put in by another one, found by its address. */
export function ownScript(): HTMLScriptElement | null {
  const current = fromDocument<Element>('currentScript')
  if (current instanceof HTMLScriptElement && current.src) return current
  return Document.prototype.querySelector.call(
    document,
    'script[src*="/widget.js"]',
  ) as HTMLScriptElement | null
}

/** Calls as soon as there is a body. */
export function withBody(then: () => void) {
  if (fromDocument('body')) then()
  else document.addEventListener('DOMContentLoaded', then, { once: true })
}

/** Whether the chat stood open on the page before, in this tab. Reads; stores nothing. */
export function stoodOpen(key: string): boolean {
  try {
    return JSON.parse(sessionStorage.getItem(`atavus:${key}`) ?? 'null')?.open === true
  } catch {
    return false
  }
}

/** Forgets whom the chat remembers on this device. */
export function forget(key: string) {
  for (const which of ['sessionStorage', 'localStorage'] as const)
    try {
      window[which].removeItem(`atavus:${key}`)
    } catch {
      // Where storage is forbidden nothing is stored.
    }
}

/** Calls whenever the page's path may have changed, also on pages that change it by script. */
export function onNavigation(then: () => void) {
  const { navigation } = window as { navigation?: EventTarget }
  if (navigation) navigation.addEventListener('currententrychange', then)
  else {
    addEventListener('popstate', then)
    setInterval(then, 1000)
  }
}
