import { decoded } from './jwt.ts'

const personal =
  /[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}|"?(?:password|passwort|token|secret|phone|email)"?\s?[:=]|\+\d{9,}/i

/** Encoded text that hides an address or a password: base64 or hexadecimal, of forty signs or more. */
export function hidesSomething(word: string): boolean {
  if (word.length < 40 || word.length > 20_000) return false
  const text = /^(?:[0-9a-f]{2})+$/i.test(word)
    ? fromHex(word)
    : /^[\w+/-]+={0,2}$/.test(word)
      ? decoded(word)
      : undefined
  return text !== undefined && readable(text) && personal.test(text)
}

function fromHex(word: string): string {
  return word.replace(/../g, pair => String.fromCharCode(Number.parseInt(pair, 16)))
}

/** Bytes that are nearly all letters, digits and signs of ASCII. */
function readable(text: string): boolean {
  const odd = text.replace(/[\s -~]/g, '').length
  return odd * 5 < text.length
}
