/** What the script tag says, cleaned: nothing of it is trusted to be well formed. */
export interface Settings {
  /** Origin of the backend. */
  server: string
  /** Address of the chat's chunk. */
  chunk: string
  key: string
  /** Who is here, signed by the page's server (a JWT); undefined: the tag does not say. Never part of an address. */
  identity: string | undefined
  /** `#rrggbb`, or '' for the assistant's own. */
  accent: string
  side: 'left' | 'right'
  /** Words on the button, or '' for a round one without. */
  label: string
  /** BCP 47. */
  language: string
  /** The language was asked for by the tag, not taken from the page. */
  chosen: boolean
  /** Path patterns under which nothing is shown; `*` stands for any run of characters. */
  hideOn: string[]
}

/**
 * Takes the script's address and attributes, the chunk's file name, and the languages that the page and the browser
 * speak, best first. `?key=` stands in for data-key, which tag managers drop. Null: there is no key.
 */
export function readSettings(
  address: string,
  data: Partial<Record<string, string>>,
  file: string,
  languages: string[],
): Settings | null {
  const url = new URL(address)
  const asked = (name: string) => (data[name] ?? url.searchParams.get(name) ?? '').trim()
  const key = asked('key')
  if (!key) return null
  const accent = asked('accent').toLowerCase()
  return {
    server: url.origin,
    chunk: new URL(`widget/${file}`, url.origin).href,
    key,
    identity: data.identity || undefined,
    accent: /^#([\da-f]{3}|[\da-f]{6})$/.test(accent) ? accent : '',
    side: asked('side') === 'left' ? 'left' : 'right',
    label: asked('label').slice(0, 40),
    language: firstTag([asked('lang'), ...languages]),
    chosen: asked('lang') !== '',
    hideOn: (data.hideOn ?? url.searchParams.get('hide-on') ?? '')
      .split(',')
      .map(pattern => pattern.trim())
      .filter(Boolean),
  }
}

/** The first that is a language tag, in the form that the server takes: `de_at` is `de-at`. */
function firstTag(languages: string[]): string {
  for (const language of languages) {
    const [main = '', ...rest] = language.replace(/_/g, '-').split('-')
    const tag = [main.toLowerCase(), ...rest].join('-')
    if (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) && tag.length < 36) return tag
  }
  return 'en'
}

/** Whether a path is like one of the patterns. */
export function isHidden(patterns: string[], path: string): boolean {
  return patterns.some(pattern => {
    const [first = '', ...rest] = pattern.split('*')
    const last = rest.pop()
    if (last === undefined) return path === first
    if (!path.startsWith(first)) return false
    let at = first.length
    for (const part of rest) {
      const found = path.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return path.length - last.length >= at && path.endsWith(last)
  })
}
