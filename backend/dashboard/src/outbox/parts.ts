export type MailPart = { kind: 'text' | 'link'; text: string }

/** A mail's text with the links in it that lead to pages of ours; other addresses stay words. */
export function partsOf(text: string, origin: string): MailPart[] {
  return text
    .split(/(https?:\/\/\S*[^\s.,;:!?)])/)
    .filter(Boolean)
    .map(part => ({ kind: isOurs(part, origin) ? 'link' : 'text', text: part }))
}

const isOurs = (text: string, origin: string): boolean =>
  /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === origin
