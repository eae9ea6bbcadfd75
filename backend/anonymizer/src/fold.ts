/**
 * Takes out what a reader does not see but a scanner would stumble over (zero-width signs, bidirectional controls,
 * tag characters, variation selectors, control characters but tab and line break), and composes letters with their
 * accents (NFC). This is the text whose places findings name, and what is sent.
 */
export function settle(text: string): string {
  return text.replace(hidden, '').normalize('NFC')
}

/**
 * A copy of a settled text in which things that look alike are the same: every space a space, every dash `-`, every
 * apostrophe `'`, every quotation mark `"`, full-width and other digits ASCII. It has the same length, so that a place
 * in one is a place in the other. Letters keep their case and accents.
 */
export function fold(text: string): string {
  return unusual.test(text) ? text.replace(eachUnusual, foldSign) : text
}

const hidden = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]|(?![\t\n\r])\p{Cc}/gu
const unusual = /[^\t\n\r -~\u00c0-\u024f]/
const eachUnusual = /[^\t\n\r -~\u00c0-\u024f]/g

function foldSign(sign: string): string {
  const code = sign.charCodeAt(0)
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  if (/\p{Zs}/u.test(sign)) return ' '
  if (/[\u2028\u2029\u0085]/.test(sign)) return '\n'
  if (/[\p{Pd}\u2212\u00ad]/u.test(sign)) return '-'
  if (/[\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc\u2039\u203a]/.test(sign)) return "'"
  if (/[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/.test(sign)) return '"'
  if (/\p{Nd}/u.test(sign)) return String(digitOf(code))
  return sign
}

/** Decimal digits stand in Unicode in runs of ten; each run begins where the sign before it is no digit of one. */
function digitOf(code: number): number {
  let first = code
  while (first > code - 9 && /\p{Nd}/u.test(String.fromCharCode(first - 1))) first--
  return (code - first) % 10
}
