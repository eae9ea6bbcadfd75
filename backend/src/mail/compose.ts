import type { Settings } from '../settings.ts'
import { linkPages } from './sources.ts'
import type { MailLanguage, MailOf, MailSubject } from './subject.ts'
import german from './words.de.json' with { type: 'json' }
import english from './words.en.json' with { type: 'json' }

type Words = typeof english
const languages: Record<MailLanguage, Words> = { en: english, de: german }

/** What a source found, whichever mail it is for. */
export type Found = {
  to: string
  details?: Record<string, string>
  language?: MailLanguage | null
} & Partial<
  Record<
    'username' | 'workspace' | 'inviter' | 'role' | 'token' | 'summary' | 'page' | 'until' | 'outcome',
    string
  >
>

/** A mail in its reader's language: what happened, what to do if it was not them, why they get it and from whom. */
export function compose(
  { url, operator }: Pick<Settings, 'url' | 'operator'>,
  subject: Exclude<MailSubject, { mail: 'owners' }>,
  { details = {}, language, token, role, username, workspace, inviter, summary, page, until, outcome }: Found,
): { subject: string; text: string } {
  const words = languages[language ?? subject.language]
  const { subject: title, text, why } = textOf(words, subject)
  const chosen = { username, workspace, inviter, operator: operator.name, contact: operator.contact }
  const places = {
    ...mapped(chosen, value => oneLine(value ?? '')),
    role: worded(words, role ?? ''),
    site: url,
    // An operator's own words: whole, since they are what the mail is for.
    summary: summary ?? '',
    page: page ?? '',
    until: until ?? '',
    outcome: worded(words, outcome ?? ''),
    link: subject.mail in linkPages ? linkTo(url, subject.mail as keyof typeof linkPages, token ?? '') : '',
  }
  const parts = [...text, ...detailLines(words, details), '--', why, words.sender]
  return { subject: filled(title, places), text: `${parts.map(part => filled(part, places)).join('\n\n')}\n` }
}

function textOf(words: Words, subject: MailSubject) {
  if (subject.mail === 'address') return { ...words.notices[subject.notice], why: words.whyFormer }
  if (subject.mail === 'notice' || subject.mail === 'owners')
    return { ...words.notices[subject.notice], why: words.why }
  if (subject.mail === 'request') return words.mails[`request-${subject.about}`]
  return words.mails[subject.mail]
}

const linkTo = (url: string, mail: keyof typeof linkPages, token: string): string =>
  `${url}${linkPages[mail]}#${token}`

/** Details whose values are words of ours. */
const fixed = new Set(['role', 'budget', 'quota'])

/** The details that the words know, in the words' order, as one part. */
function detailLines(words: Words, details: NonNullable<MailOf<'notice'>['details']>): string[] {
  const lines = Object.entries(words.details).flatMap(([name, line]) => {
    const value = details[name]
    if (value === undefined) return []
    return filled(line, { value: fixed.has(name) ? worded(words, value) : oneLine(value) })
  })
  return lines.length ? [lines.join('\n')] : []
}

const worded = ({ values }: Words, value: string): string =>
  Object.hasOwn(values, value) ? values[value as keyof Words['values']] : oneLine(value)

/** Each place once: what a person chose is not looked through for places. */
const filled = (text: string, places: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => places[name] ?? '')

const longest = 80

/** What a person chose, safe in a line of ours: no control or invisible characters, no line break, not longer than 80. */
export function oneLine(value: string): string {
  const plain = value
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const characters = [...plain]
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : plain
}

const mapped = <Name extends string, In, Out>(values: Record<Name, In>, change: (value: In) => Out) =>
  Object.fromEntries(Object.entries<In>(values).map(([name, value]) => [name, change(value)])) as Record<
    Name,
    Out
  >
