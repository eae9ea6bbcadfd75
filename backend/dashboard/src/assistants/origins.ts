/**
 * Makes the exact origin, as browsers send it, of what people paste: `www.shop.example/start` becomes
 * `https://www.shop.example`.
 *
 * @returns null for what is no address of a website
 */
export function originOf(text: string): string | null {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (/[\s*]/.test(text) || !URL.canParse(address)) return null
  const { protocol, hostname, origin, username } = new URL(address)
  const web = protocol === 'https:' || protocol === 'http:'
  const named = hostname.includes('.') || hostname.startsWith('[') || hostname === 'localhost'
  return web && named && !username && origin.length <= 253 ? origin : null
}
