/** What a receipt says of itself; '' or null where it does not. */
export interface ReceiptContent {
  /** ISO 8601. */
  givenAt: string
  validUntil: string
  origin: string
  controller: string
  processor: string
  /** Whether the history may be kept on the device. */
  history: boolean | null
  /** Everything, as the server wrote it: what is nested gets a name with dots. */
  fields: [string, string][]
}

/** Reads a signed receipt. Only for reading: the signature is checked by whoever is shown the receipt. */
export function readReceipt(receipt: string): ReceiptContent {
  const fields = rows('', contentOf(receipt))
  const held = new Map(fields)
  const get = (name: string) => held.get(name) ?? ''
  const both = (party: string) => [get(`${party}.name`), get(`${party}.contact`)].filter(Boolean).join(', ')
  const history = /^purposes\.(\d+)\.id=history$/
  const purpose = fields.map(field => history.exec(field.join('='))?.[1]).find(Boolean)
  return {
    givenAt: get('event.at'),
    validUntil: get('event.validUntil'),
    origin: get('origin'),
    controller: both('controller'),
    processor: both('processor'),
    history: purpose === undefined ? null : get(`purposes.${purpose}.state`) === 'given',
    fields,
  }
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
