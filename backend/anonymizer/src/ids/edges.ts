/** Whether a value is only a part of a longer word, code or path. */
export function isGlued(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1)
  const after = text.charAt(end)
  return (
    wordSign.test(before) ||
    '=#@$%&+~^'.includes(before || ' ') ||
    ('-_/.,'.includes(before || ' ') && continues(before, text.charAt(start - 2))) ||
    wordSign.test(after) ||
    ('-_/.,@%'.includes(after || ' ') && leads(after, text.charAt(end + 1)))
  )
}

/** Whether a number is an amount of money or of something, or a part of a decimal. */
export function isAmount(text: string, start: number, end: number): boolean {
  return (
    /[$€£¥]\s?$/.test(text.slice(Math.max(0, start - 2), start)) || measure.test(text.slice(end, end + 6))
  )
}

const wordSign = /[\p{L}\p{N}_]/u
const measure =
  /^(?: ?[$€£¥%°]| (?:eur|usd|gbp|chf|euros?|dollars?|pounds?|kg|km|ms|mb|gb|kb)\b|[.,]\d\d?(?!\d))/i

function continues(joint: string, sign: string): boolean {
  return joint === '.' || joint === ',' ? /\d/.test(sign) : wordSign.test(sign)
}

function leads(joint: string, sign: string): boolean {
  if (joint === '@' || joint === '%') return true
  return joint === '-' || joint === '_' ? wordSign.test(sign) : /\d/.test(sign)
}
