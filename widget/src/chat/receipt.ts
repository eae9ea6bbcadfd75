/**
 * The content of a signed receipt as rows of name and value, as the server wrote them: what is nested gets a name
 * with dots. Only for reading: the signature is checked by whoever is shown the receipt.
 */
export function readReceipt(receipt: string): [string, string][] {
  return rows('', contentOf(receipt))
}

/** When the consent was given, ISO 8601; '' if the receipt does not say. */
export function givenAt(receipt: string): string {
  const { iat } = Object(contentOf(receipt)) as { iat?: unknown }
  return typeof iat === 'number' ? new Date(iat * 1000).toISOString() : ''
}

function contentOf(receipt: string): unknown {
  try {
    const [, content = ''] = receipt.split('.')
    const letters = atob(content.replace(/-/g, '+').replace(/_/g, '/'))
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(letters, letter => letter.charCodeAt(0))))
  } catch {
    return null
  }
}

function rows(name: string, value: unknown): [string, string][] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [[name, String(value)]]
  return Object.entries(value).flatMap(([key, inner]) => rows(name ? `${name}.${key}` : key, inner))
}
