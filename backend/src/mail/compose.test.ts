import { describe, expect, test } from 'vitest'
import { readSettings } from '../settings.ts'
import { compose, oneLine } from './compose.ts'
import type { MailSubject } from './subject.ts'
import german from './words.de.json' with { type: 'json' }
import english from './words.en.json' with { type: 'json' }

const settings = readSettings({
  ATAVUS_OPERATOR_NAME: 'Chat Ltd',
  ATAVUS_OPERATOR_CONTACT: 'help@chat.example',
})
const id = '0199d0c4-0000-7000-8000-000000000000'
const details = { workspace: 'Shop', assistant: 'Help', role: 'editor', key: 'atv_sk_ab…12', unknown: 'x' }
const found = {
  to: 'owner@shop.example',
  token: 'the-token',
  username: 'ada',
  workspace: 'Shop',
  inviter: 'bob',
  role: 'owner',
  details,
}

const notices = Object.keys(english.notices) as Extract<MailSubject, { mail: 'notice' }>['notice'][]
type Each = Exclude<MailSubject, { mail: 'owners' }>
const subjects: Each[] = (['en', 'de'] as const).flatMap(language => [
  { mail: 'sign-up', signUp: id, language },
  { mail: 'sign-up-known', account: id, language },
  { mail: 'reset', account: id, language },
  { mail: 'email-change', link: id, language },
  { mail: 'invitation', invitation: id, language },
  ...notices.map(notice => ({ mail: 'notice', account: id, notice, language }) as const),
  ...notices.map(notice => ({ mail: 'address', sealed: '', notice, language }) as const),
])

test.each(subjects)('every mail says who sends it, and leaves no place open: %o', subject => {
  const { subject: title, text } = compose(settings, subject, found)

  expect(title.length).toBeGreaterThan(5)
  expect(title + text).not.toMatch(/[{}]|undefined/)
  expect(text).toContain('Chat Ltd')
  expect(text).toContain('help@chat.example')
  expect(text).toMatch(/You get this mail because|Sie erhalten diese Mail, weil/)
})

/** All keys of nested words, with what each list and sentence names. */
function shape(words: object): unknown {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [
      key,
      typeof value === 'string' || Array.isArray(value)
        ? [...new Set(String(value).match(/\{\w+\}/g) ?? [])].sort()
        : shape(value),
    ]),
  )
}

test('both languages say the same things about the same places', () => {
  expect(shape(german)).toEqual(shape(english))
})

test.each([
  ['sign-up', '/verify'],
  ['reset', '/reset'],
  ['email-change', '/verify-email'],
  ['invitation', '/invite'],
])(
  'CVE-2026-22794 the link of %s leads to our own origin, with its token where no server sees it',
  (mail, page) => {
    const subject = subjects.find(one => one.mail === mail && one.language === 'en') as Each

    expect(compose(settings, subject, found).text).toContain(`\n\nhttp://localhost:4600${page}#the-token\n\n`)
  },
)

test('an invitation names workspace, inviter and role in the reader’s language', () => {
  const mail = (language: 'en' | 'de') =>
    compose(settings, { mail: 'invitation', invitation: id, language }, found)

  expect(mail('en').subject).toBe('bob invites you to “Shop”')
  expect(mail('en').text).toContain('You would be: owner.')
  expect(mail('de').text).toContain('Ihre Rolle wäre: Inhaber.')
})

test('details that the words know stand under a notice, a line each; others do not', () => {
  const { text } = compose(
    settings,
    { mail: 'notice', account: id, notice: 'role-changed', language: 'de' },
    found,
  )

  expect(text).toContain(
    'Arbeitsbereich: Shop\nAssistent: Help\nRolle: Bearbeiter\nSchlüssel: atv_sk_ab…12\n\n',
  )
  expect(text).not.toContain('unknown')
})

test('a budget is told in the reader’s language', () => {
  const notice = { mail: 'notice', account: id, notice: 'budget-80', language: 'de' } as const
  const { text } = compose(settings, notice, { ...found, details: { budget: 'tokens', day: '2026-11-20' } })

  expect(text).toContain('Budget: Tokens am Tag\nTag: 2026-11-20\n')
})

test('a month of a plan, and until when a plan holds, are told in the reader’s language', () => {
  const text = (notice: 'quota-80' | 'plan-ending', details: Record<string, string>) =>
    compose(settings, { mail: 'notice', account: id, notice, language: 'de' }, { ...found, details }).text

  expect(text('quota-80', { quota: 'messages a month', month: '2026-11' })).toContain(
    'Was: Nachrichten im Monat\nMonat: 2026-11\n',
  )
  expect(text('plan-ending', { plan: 'Starter', until: '2026-12-20' })).toContain(
    'Tarif: Starter\nBis: 2026-12-20\n',
  )
})

describe('what a person chose', () => {
  test.each([
    ['a\r\nBcc: b@shop.example', 'a Bcc: b@shop.example'],
    ['a\u2028\u2029\u0085b', 'a b'],
    ['\u202Eevil\u200B', 'evil'],
    ['  much   room \t', 'much room'],
    ['x'.repeat(81), `${'x'.repeat(79)}…`],
    ['😀'.repeat(80), '😀'.repeat(80)],
    ['\0', ''],
  ])('is one line of 80 characters: %j', (given, line) => {
    expect(oneLine(given)).toBe(line)
  })

  test('fills one place and opens no other', () => {
    const { subject, text } = compose(
      settings,
      { mail: 'invitation', invitation: id, language: 'en' },
      { ...found, inviter: '{link}', workspace: 'a\r\n\r\nhttps://evil.example {operator}' },
    )

    expect(subject).toBe('{link} invites you to “a https://evil.example {operator}”')
    expect(text).not.toMatch(/^https:\/\/evil/m)
  })
})
