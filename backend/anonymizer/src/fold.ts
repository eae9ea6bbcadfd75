/**
 * Makes one text of what a reader sees: takes out what does not show but a scanner would stumble over (zero-width signs,
 * bidirectional controls, tag characters, variation selectors, control characters, marks that are struck through or
 * drawn around plain letters and digits), composes letters with their accents (NFC), and writes letters and digits in
 * fancy dress (bold, double-struck, in circles) plainly. This is the text whose places findings name, and what is sent.
 */
export function settle(text: string): string {
  const plain = text
    .replace(/[\v\f\u0085]/g, '\n')
    .replace(hidden, '')
    .normalize('NFC')
  return dressed.test(plain) ? plain.replace(dress, undressed) : plain
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
// Mathematical letters and digits, enclosed ones, runs of raised, lowered or circled digits, marks on plain signs.
const dressed =
  /[\u{1d400}-\u{1d7ff}\u{1f100}-\u{1f189}\u2460-\u24ff\u2070-\u209c\u00b2\u00b3\u00b9]|[\p{Mn}\p{Me}]/u
const dress =
  /[\u{1d400}-\u{1d7ff}\u{1f110}-\u{1f189}\u24b6-\u24e9]|[\u2460-\u249b\u24ea\u2070-\u2079\u2080-\u2089\u00b2\u00b3\u00b9]{4,}|(?<=[ -~])[\p{Mn}\p{Me}]+/gu

function undressed(signs: string): string {
  if (/^\p{M}/u.test(signs)) return ''
  const plain = signs.normalize('NFKD').replace(/[().]/g, '')
  return /^[ -~\u00c0-\u024f]+$/.test(plain) ? plain : signs
}

const unusual = /[^\t\n\r -~\u00c0-\u024f]/
const eachUnusual = /[^\t\n\r -~\u00c0-\u024f]/g

function foldSign(sign: string, at: number, text: string): string {
  const code = sign.charCodeAt(0)
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  if (/[\p{Zs}\u2800]/u.test(sign)) return ' '
  if (/[\u2028\u2029]/.test(sign)) return '\n'
  if (/[\p{Pd}\u2212]/u.test(sign)) return '-'
  if (/[\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc\u2039\u203a]/.test(sign)) return "'"
  if (/[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/.test(sign)) return '"'
  if (/[\u2024\u3002\ufe52\uff61]/.test(sign)) return '.'
  if (sign === '\ufe6b') return '@'
  if (/[\u00b7\u2022\u2219\u22c5\u30fb]/.test(sign)) return between(text, at) ? ' ' : sign
  if (/\p{Nd}/u.test(sign)) return String(digitOf(code))
  return sign
}

const between = (text: string, at: number) =>
  /\p{Nd}/u.test(text.charAt(at - 1)) && /\p{Nd}/u.test(text.charAt(at + 1))

/** Decimal digits stand in Unicode in runs of ten; each run begins where the sign before it is no digit of one. */
function digitOf(code: number): number {
  let first = code
  while (first > code - 9 && /\p{Nd}/u.test(String.fromCharCode(first - 1))) first--
  return (code - first) % 10
}
