import { readFileSync } from 'node:fs'
import type { openapi } from '@atavus/contract/openapi'
import type { Operation } from '@atavus/contract/operation'
import { operations } from '@atavus/contract/operations'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { shownSecret, signed } from '../webhooks/sign.ts'
import codes from './codes.json' with { type: 'json' }
import type { Described } from './door.ts'
import { openGroups, sessionGroups } from './groups.ts'
import { html, withCode } from './html.ts'
import notes from './notes.json' with { type: 'json' }
import { docsPage } from './page.ts'
import { fields, type Schema, typeOf } from './schema.ts'

let here: TestWorld
let page: string

beforeAll(async () => {
  here = await testWorld()
  page = docsPage('http://localhost:4600', { plans: true })
})
afterAll(() => here.close())

test('the page comes under the policy of our own pages, without a script or a style in it', async () => {
  const answer = await here.app.request('/docs')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i)
  const loaded = [...page.matchAll(/(?:src|<link[^>]*href)="([^"]*)"/g)].map(([, address]) => address)
  expect(loaded).toEqual(['/docs.css'])
  const style = await here.app.request('/docs.css')
  expect(style.headers.get('content-type')).toMatch(/^text\/css/)
  expect(await style.text()).toContain('light-dark(')
})

test('without Stripe neither the page nor the description for machines has doors or codes of plans', async () => {
  const shown = await (await here.app.request('/docs')).text()
  const words =
    /\b(plans?|prices?|stripe|billing|invoices?|pay|paid|payments?|subscri\w+|quota\w*)\b|plan_|[€£]/i
  expect(shown.replace(/<[^>]*>/g, ' ').match(words)?.[0]).toBeUndefined()
  const links = [...shown.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(links.filter(id => !shown.includes(`id="${id}"`))).toEqual([])

  const described = await (await here.app.request('/openapi.json')).text()
  expect(described).not.toMatch(
    /v1\/(operator\/)?billing|plan_limit|quota_spent|_subscribed|billing_unavailable/,
  )
})

test('every door is on the page, and every link on it leads somewhere', () => {
  const ids = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
  for (const name of Object.keys(operations)) expect(ids).toContain(name)
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(links.filter(id => !ids.has(id))).toEqual([])
  expect([...page.matchAll(/\sid="/g)].length).toBe(ids.size)
})

test('what an API key or a visitor may open is told in full, everything else by name', () => {
  const open = openGroups.flatMap(({ doors }) => doors.map(([name]) => name))
  const closed = sessionGroups.flatMap(({ doors }) => doors.map(([name]) => name))
  expect([...open, ...closed].sort()).toEqual(Object.keys(operations).sort())
  expect(open).toEqual(
    expect.arrayContaining(['ask', 'serverAsk', 'createAssistant', 'addDocument', 'usage']),
  )
  expect(closed).toEqual(expect.arrayContaining(['makeApiKey', 'makeWebhook', 'signIn', 'invite']))
  for (const name of open)
    expect(page).toMatch(new RegExp(`<section class="door" id="${name}">[\\s\\S]*?<h4>Example</h4>`))
})

test('an answer that comes whole or as events is described as both, and its fields are shown', async () => {
  const document = (await (await here.app.request('/openapi.json')).json()) as ReturnType<typeof openapi>
  const { post } = document.paths['/v1/assistants/{assistant}/messages'] as { post: Described }
  expect(Object.keys(post.responses[200]?.content ?? {})).toEqual(['application/json', 'text/event-stream'])
  const [section] = /<section class="door" id="serverAsk">[\s\S]*?<\/section>/.exec(page) ?? []
  const [answer] = /<h4>Answer: 200<\/h4>[\s\S]*?<details>/.exec(section ?? '') ?? []
  expect(answer).toContain('text/event-stream')
  expect(answer).toContain('<code class="name">conversation</code>')
})

test('a server’s person is named in a header that must be there', async () => {
  const document = (await (await here.app.request('/openapi.json')).json()) as ReturnType<typeof openapi>
  const path = '/v1/assistants/{assistant}/messages/{message}/events'
  const { get } = document.paths[path] as { get: Described }
  expect(get.parameters).toContainEqual(
    expect.objectContaining({ name: 'Atavus-Person', in: 'header', required: true }),
  )
  expect(get.parameters.filter(one => one.in === 'query')).toEqual([])
})

test('every code that a door may refuse with is explained', () => {
  const shown = openGroups.flatMap(({ doors }) => doors.flatMap(([, { refusals }]) => refusals))
  expect([...new Set(shown)].filter(code => !(code in codes))).toEqual([])
})

test('a note is about a field that there is', () => {
  for (const [name, about] of Object.entries(notes)) {
    const { query, body, answer, path }: Operation = operations[name as keyof typeof operations]
    const schemas = [query, body, answer].filter(schema => schema instanceof z.ZodType)
    const known = [
      ...schemas.flatMap(schema =>
        pathsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema),
      ),
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, place]) => place),
    ]
    expect({ name, unknown: Object.keys(about).filter(field => !known.includes(field)) }).toEqual({
      name,
      unknown: [],
    })
  }
})

function pathsOf(schema: Schema, path = ''): string[] {
  const inner = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema
  const object = inner.type === 'array' ? (inner.items ?? {}) : inner
  return Object.entries(object.properties ?? {}).flatMap(([name, property]) => [
    path + name,
    ...pathsOf(property, `${path}${name}.`),
  ])
}

test.each([
  [z.string().min(1).max(80), 'text, 1 to 80 characters'],
  [z.string().max(200), 'text, at most 200 characters'],
  [z.uuid(), 'id (UUID)'],
  [z.iso.datetime().nullable(), 'moment (ISO 8601, UTC), or null'],
  [z.iso.date().regex(/^2[01]/), 'calendar day (YYYY-MM-DD)'],
  [z.number().int().min(1).max(365), 'whole number, 1 to 365'],
  [z.number().int().min(0).max(10), 'whole number, 0 to 10'],
  [z.number().int(), 'whole number'],
  [z.enum(['a', 'b']), 'one of a, b'],
  [z.literal(true), 'always true'],
  [z.array(z.string().max(9)).max(6), 'list of text, at most 9 characters, at most 6 items'],
])('a type is told in words: %#', (schema, words) => {
  expect(typeOf(z.toJSONSchema(schema) as Schema)).toBe(words)
})

test('whatever is put into the page is text, not markup', () => {
  const evil = `"><script>alert('x')</script>&`
  expect(html`<p title="${evil}">${[evil]}</p>`.markup).not.toContain('<script')
  expect(html`${withCode(`\`${evil}\``)}`.markup).toBe(
    '<code>&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</code>',
  )
  const schema = { properties: { [evil]: { type: 'string', enum: [evil] } } }
  expect(fields(schema, { [evil]: evil })?.markup).not.toContain('<script')
  expect(docsPage(`https://x.example/${evil}`, { plans: true })).not.toContain('<script')
})

test('the check of a webhook’s signature on the page takes ours and no other', async () => {
  const intro = readFileSync(new URL('intro.html', import.meta.url), 'utf8')
  const [, code = ''] = /(import \{ createHmac[\s\S]*?)<\/code>/.exec(intro) ?? []
  const plain = code.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
  const { isFromAtavus } = await import(`data:text/javascript,${encodeURIComponent(plain)}`)
  const secret = Buffer.alloc(32, 7)
  const body = '{"type":"test"}'
  const moment = Date.now()
  const headers = signed(secret, 'msg_1', new Date(moment), body)
  const late = signed(secret, 'msg_1', new Date(moment - 600_000), body)

  expect(isFromAtavus(shownSecret(secret), headers, body)).toBe(true)
  expect(isFromAtavus(shownSecret(secret), headers, `${body} `)).toBe(false)
  expect(isFromAtavus(shownSecret(Buffer.alloc(32, 8)), headers, body)).toBe(false)
  expect(isFromAtavus(shownSecret(secret), late, body)).toBe(false)
})
