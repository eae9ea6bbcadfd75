import { matches } from '../matches.ts'
import { withoutTail } from '../tail.ts'

const form = /(?<![\w-])eyJ[\w-]{6,4000}\.[\w-]{2,20000}(?:\.[\w-]{0,4000}){0,3}/g

/** Signed tokens within a long word: two or more parts, the first of which decodes to a JSON object. */
export function tokensIn(word: string): { start: number; end: number }[] {
  if (!word.includes('eyJ')) return []
  return matches(word, form)
    .filter(({ 0: token }) => isHeader(token.slice(0, token.indexOf('.'))))
    .map(({ index, 0: token }) => ({ start: index, end: index + withoutTail(token, '.').length }))
}

function isHeader(part: string): boolean {
  const text = decoded(part)
  return text !== undefined && /^\{\s*"/.test(text) && /"(?:alg|typ|kid|enc|cty)"/.test(text)
}

/** Base64, with either alphabet, as a text of bytes. */
export function decoded(part: string): string | undefined {
  try {
    return atob(part.replace(/-/g, '+').replace(/_/g, '/'))
  } catch {
    return undefined
  }
}
