import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { keepLanguage } from './paths.ts'

export interface Place {
  path: string
  query: URLSearchParams
}

const listeners = new Set<() => void>()
const guards = new Set<() => boolean>()
/** Counts the entries of the history, to find the way back when somebody decides to stay. */
let position = Number(globalThis.history?.state?.position ?? 0)
let returning = false

/** Goes to another page of the dashboard. `replace` leaves no entry in the history; `force` asks no guard. */
export function go(to: string, { replace = false, force = false } = {}) {
  if (!force && !mayLeave()) return
  if (!replace) position += 1
  const target = keepLanguage(to, location.search)
  history[replace ? 'replaceState' : 'pushState']({ position }, '', target)
  scrollTo(0, 0)
  announce()
}

/** Lets links and the browser's own buttons change pages without loading them. Called once. */
export function startRouter() {
  history.replaceState({ position }, '')
  document.addEventListener('click', followLink)
  addEventListener('popstate', goBack)
  addEventListener('beforeunload', event => {
    if ([...guards].some(guard => guard())) event.preventDefault()
  })
}

/** The present page; draws its component anew when that changes. */
export function usePlace(): Place {
  const [place, setPlace] = useState(here)
  useEffect(() => {
    const listener = () => setPlace(here())
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, [])
  return place
}

/** While `unsaved` is true, whoever leaves the page is asked first with the words given. */
export function useGuard(unsaved: boolean, question: string) {
  // Before the screen says that all is saved, nobody is asked any more.
  useLayoutEffect(() => {
    if (!unsaved) return
    const guard = () => true
    guards.add(guard)
    asked = question
    return () => void guards.delete(guard)
  }, [unsaved, question])
}
let asked = ''

function here(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) }
}

function announce() {
  for (const listener of listeners) listener()
}

function mayLeave() {
  return guards.size === 0 || confirm(asked)
}

function goBack(event: PopStateEvent) {
  if (returning) {
    returning = false
    return
  }
  const target = Number(event.state?.position ?? 0)
  if (target !== position && !mayLeave()) {
    returning = true
    history.go(position - target)
    return
  }
  position = target
  announce()
}

/** A link to a place on the page moves the focus there, without an entry in the history. */
function followLink(event: MouseEvent) {
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!plain || event.defaultPrevented || !link) return
  if (link.getAttribute('href')?.startsWith('#')) {
    event.preventDefault()
    document.getElementById(link.hash.slice(1))?.focus()
  } else if (isOurs(link)) {
    event.preventDefault()
    go(link.pathname + link.search)
  }
}

/** A link to a page of the dashboard: no download, no other tab, no other language, no place on this page. */
function isOurs(link: HTMLAnchorElement) {
  const language = new URLSearchParams(link.search).get('lang')
  if (link.origin !== location.origin || link.target || link.hasAttribute('download') || link.hash)
    return false
  if (link.pathname.startsWith('/v1/') || link.rel.includes('external')) return false
  return !language || language === new URLSearchParams(location.search).get('lang')
}
