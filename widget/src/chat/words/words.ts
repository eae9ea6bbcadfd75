/** A country's name for its ISO 3166-1 code; what is no such code stays. */
export function country(code: string, language: string): string {
  const name = /^[A-Z]{2}$/.test(code) && new Intl.DisplayNames(language, { type: 'region' }).of(code)
  return name || code
}

/** So many of something; its words are the stem, the end for one and the end for more, with `#` for the count. */
export function counted(words: string, count: number, language: string): string {
  const [stem, one, more] = words.split('|')
  const said = `${stem}${new Intl.PluralRules(language).select(count) === 'one' ? one : more}`
  return (said.includes('#') ? said : `#\u00a0${said}`).replace('#', number(count, language))
}

/** A count in the reader's own manner, e.g. 1,234. */
export function number(count: number, language: string): string {
  return new Intl.NumberFormat(language).format(count)
}

/** Languages written from right to left, ours and others that a page may name. */
const rightToLeft = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/

export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.test(language) ? 'rtl' : 'ltr'
}

/** A calendar day in the reader's own manner, e.g. 14 July 2026. */
export function day(iso: string, language: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime())
    ? ''
    : new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(date)
}
