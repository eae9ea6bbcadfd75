const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * The origin of a server as somebody types it: `atavus.example`, `https://atavus.example/`. Null for what is none, and
 * for plain http beyond this machine.
 */
export function serverOf(typed: string): string | null {
  const text = typed.trim()
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (!text || !URL.canParse(address)) return null
  const url = new URL(address)
  if (url.username || url.password || !url.hostname) return null
  return isSafe(url) ? url.origin : null
}

/** Whether a page that the server names may be opened. */
export function isSafePage(address: string): boolean {
  return URL.canParse(address) && isSafe(new URL(address))
}

function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname))
}
