/**
 * Holds a path against a pattern such as `/assistants/{assistant}`.
 *
 * @returns the values of the places, or null when the path is another one
 */
export function match(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split('/')
  const given = path.replace(/\/+$/, '').split('/')
  if (expected.length !== given.length) return null
  const places: Record<string, string> = {}
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? ''
    const place = /^\{(\w+)\}$/.exec(part)?.[1]
    if (!place && part !== value) return null
    if (place) {
      if (!value) return null
      places[place] = decoded(value)
    }
  }
  return places
}

function decoded(value: string) {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** A path with a query; values that are empty or missing are left out. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path
}

/** `to` with the `lang` of the present address, unless it names one itself. */
export function keepLanguage(to: string, search: string): string {
  const asked = new URLSearchParams(search).get('lang')
  const target = new URL(to, 'http://here')
  if (asked && !target.searchParams.has('lang')) target.searchParams.set('lang', asked)
  return target.pathname + target.search + target.hash
}

/** Where to go after signing in: only to a page of ours, never to an address that somebody slipped in. */
export function wantedPath(to: string | null): string {
  if (!to?.startsWith('/') || !URL.canParse(to, 'http://here')) return '/'
  const target = new URL(to, 'http://here')
  const outside = target.origin !== 'http://here' || /^\/(sign-|v1\/)/.test(target.pathname)
  return outside ? '/' : target.pathname + target.search
}
