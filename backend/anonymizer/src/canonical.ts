import type { Kind } from './kinds.ts'

/** What is the same for two spellings of one value: letters in lower case, of numbers only letters and digits. */
export function canonical(kind: Kind, value: string): string {
  const lower = value.normalize('NFKC').toLowerCase()
  if (numbers.has(kind))
    return lower
      .replace(/\(0\)/g, '')
      .replace(/[^\p{L}\p{N}+]/gu, '')
      .replace(/^\+/, '00')
  if (words.has(kind)) return lower.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  if (kind === 'email') return lower.replace(/^mailto:/, '').replace(/\s+/g, '')
  if (kind === 'secret' || kind === 'password' || kind === 'url' || kind === 'text') return value
  return lower.trim()
}

const numbers = new Set<Kind>(['phone', 'iban', 'card', 'national_id', 'customer_number', 'mac'])
const words = new Set<Kind>(['person', 'address'])
