/**
 * The name of a host as somebody writes it down: `intranet.example`, `*.intranet.example`, `https://intranet.example/a`,
 * `bücher.example`. In small letters, Punycode, without a dot at its end. Null for what is none.
 */
export function hostOf(written: string): string | null {
  const name = written
    .trim()
    .replace(/^[a-z*][a-z\d+.*-]*:\/\//i, '')
    .replace(/^\*?\./, '')
  const address = `https://${name}`
  return name && URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') || null : null
}
