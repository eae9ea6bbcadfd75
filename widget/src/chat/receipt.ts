/**
 * The content of a signed receipt as rows of name and value, as the server wrote them: what is nested gets a name
 * with dots. Only for reading: the signature is checked by whoever is shown the receipt.
 */
export function readReceipt(receipt: string): [string, string][] {
  try {
    const [, payload = ''] = receipt.split('.')
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0))
    return rows('', JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return []
  }
}

function rows(name: string, value: unknown): [string, string][] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [[name, String(value)]]
  if (Array.isArray(value) && value.every(item => typeof item !== 'object')) return [[name, value.join(', ')]]
  return Object.entries(value).flatMap(([key, inner]) => rows(name ? `${name}.${key}` : key, inner))
}
