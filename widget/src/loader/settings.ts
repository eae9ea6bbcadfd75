import { failed, type Spoken } from './words.ts'

/** What the script tag says, cleaned: nothing of it is trusted to be well formed. */
export interface Settings {
  /** Origin of the backend. */
  server: string
  /** Addresses of the chat's chunk and of its words. */
  chunk: string
  words: string
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
  /** The one of our languages that is nearest to it. */
  speaks: Spoken
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
  const language = firstTag([asked('lang'), ...languages])
  const speaks = nearest(language)
  const at = (file: string) => `${url.origin}/widget/${file}`
  return {
    server: url.origin,
    chunk: at(file),
    // All that one build writes has the same end to its name.
    words: at(file.replace('chat', speaks)),
    key,
    identity: data.identity || undefined,
    accent: /^#([\da-f]{3}){1,2}$/.test(accent) ? accent : '',
    side: asked('side') === 'left' ? 'left' : 'right',
    label: asked('label').slice(0, 40),
    language,
    speaks,
    chosen: asked('lang') !== '',
    hideOn: (data.hideOn ?? url.searchParams.get('hide-on') ?? '').split(/[\s,]+/).filter(Boolean),
  }
}

/** The first that is a language tag, in the form that the server takes: `de_at` is `de-at`. */
function firstTag(languages: string[]): string {
  for (const language of languages) {
    const tag = language.replace(/_/g, '-').replace(/^\w+/, main => main.toLowerCase())
    if (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) && tag.length < 36) return tag
  }
  return 'en'
}

const nearest = (language: string): Spoken => {
  const [main = ''] = language.split('-')
  return main in failed ? (main as Spoken) : 'en'
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
