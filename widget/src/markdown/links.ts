/** Where a link may lead, and what the reader must see of it. */
export interface Destination {
  href: string
  /** The host, to be shown beside the words of the link; null on the page's own site. */
  host: string | null
}

// No blanks, no control or direction characters, and no backslash, which browsers read as a slash.
const forbidden = /[\s\p{Cc}\p{Cf}\\]/u
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * Takes an address as it was written in an answer and the origin of the page around the chat. Gives where it may
 * lead, or null if it may not be a link: only absolute https addresses are links; http ones only on the page's own
 * origin or on this very machine. An address that carries a name or password is a disguise and no link.
 */
export function destination(address: string, site: string): Destination | null {
  if (address.length > 2000 || forbidden.test(address) || !/^https?:\/\//i.test(address)) return null
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.username || url.password || !url.hostname) return null
  const own = url.origin === site
  if (url.protocol !== 'https:' && !own && !loopback.test(url.hostname)) return null
  return { href: url.href, host: own ? null : url.host }
}

const bare = /https?:\/\/[^\s<>"'`[\]{}|\\^*]+/iy

/** Gives the bare address that begins at `at`, without the punctuation that ends a sentence; or ''. */
export function bareAddress(text: string, at: number): string {
  bare.lastIndex = at
  const found = bare.exec(text)?.[0] ?? ''
  let open = 0
  for (const character of found) open += character === '(' ? 1 : character === ')' ? -1 : 0
  let end = found.length
  for (; end > 0; end--) {
    const last = found[end - 1] ?? ''
    if (last === ')' && open < 0) open++
    else if (!/[.,:;!?_~…。、]/.test(last)) break
  }
  return found.slice(0, end)
}
