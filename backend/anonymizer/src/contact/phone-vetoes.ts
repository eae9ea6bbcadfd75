/** Signs directly around digits that make them part of something else. */
const attached = /[\p{L}\p{N}_@#$€£¥%\\]$/u
const before = /[\p{L}\p{N}_@#&%\\]$|[\p{L}\p{N}][-./=]$|\d[:,]$|[$€£¥] ?$|(?:eur|usd|chf|gbp) $/iu
const label =
  /(?:wa\.me\/|(?<![\p{L}\p{N}/])(?:tel|tele?fon[eo]?|phone|mobile?|mobiel|m[oó]vil|handy|cell|whats ?app|fax|fon|t|p|m|mob|call|nummer|number|num|nr|to|au|al|op|unter)[-.:=_]{0,2})$/iu

const units =
  'eur|euros?|usd|chf|gbp|dollars?|francs?|franken|kg|g|mg|km|m|cm|mm|m²|m2|l|ml|cl|kwh|kw|w|v|mb|gb|tb|kb|px|pt|stk|' +
  'stück|mio|mrd|mill[a-z]*|habitantes|einwohner|inhabitants|habitants|abitanti|inwoners'
const after = new RegExp(`^(?: ?[%‰°€$£¥]|[,:]\\d|[/=_@\\\\]\\p{L}|_\\d| ?(?:${units})(?![\\p{L}\\d]))`, 'iu')

const account = /(?<![a-z\d])[a-z]{2}\d{2}(?: ?[a-z\d]{4}){1,7} $/i

/** Does what stands before say that these digits belong to a word, a price, a path, a bank account? */
export function vetoedBefore(text: string, start: number, plus: boolean): boolean {
  const slice = text.slice(Math.max(0, start - 40), start)
  if (!slice) return false
  const close = slice.slice(-12)
  if (/[A-Z]{2} {1,2}$/.test(close) && /^\d{5}-\d{4}(?!\d)/.test(text.slice(start, start + 11))) return true
  if (plus) return attached.test(close) && !label.test(close)
  return (before.test(close) && !label.test(close)) || account.test(slice)
}

export function vetoedAfter(text: string, end: number): boolean {
  const slice = text.slice(end, end + 14)
  return after.test(slice) || /^\p{L}{0,12}\d/u.test(slice) || /^[A-Z](?![\p{L}])/u.test(slice)
}
