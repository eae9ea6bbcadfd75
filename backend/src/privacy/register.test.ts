import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookies } from '../accounts/cookies.ts'
import { processors } from '../egress/processors.ts'
import { readSettings } from '../settings.ts'
import { signUp } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { promises } from '../trust/promises.ts'
import { dataMap } from './map.ts'
import { byCategory, categories, purposes } from './register.ts'

const nothing = readSettings({})
const everything = readSettings({
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  DEEPSEEK_API_KEY: 'key',
  SMTP_URL: 'smtp://mail.example',
  DATABASE_URL: 'postgres://db.example/atavus',
  OLLAMA_URL: 'http://127.0.0.1:11434',
  ATAVUS_PROVIDERS: 'Hosting Ltd, hosts the server, DE; Watch & Co, monitoring, IE',
})

let here: TestWorld
beforeAll(async () => {
  here = await testWorld({ environment: { ATAVUS_PROVIDERS: 'Hosting <Ltd>, hosts the server, DE' } })
})
afterAll(() => here.close())
const page = async () => (await here.app.request('/privacy')).text()

test('P2.1 whatever is held has a category and purposes of the register, and the policy tells of each', async () => {
  const html = await page()
  for (const [table, entry] of Object.entries(dataMap)) {
    expect({ table, category: entry.category in categories }).toEqual({ table, category: true })
    expect({ table, purposes: entry.purposes }).not.toEqual({ table, purposes: [] })
    for (const purpose of entry.purposes) expect(purposes).toHaveProperty(purpose)
    expect(html).toContain(table)
  }
  const told = byCategory(nothing)
  expect(told.map(({ category }) => category)).toEqual(Object.keys(categories))
  for (const { category, tables, bases, terms } of told)
    expect({ category, none: [tables, bases, terms].some(list => list.length === 0) }).toEqual({
      category,
      none: false,
    })
})

const sizes = { minute: 'PT1M', hour: 'PT1H', day: 'P1D', month: 'P1M', year: 'P1Y' }
test('P1.11 a term that the words name stands beside them for machines', () => {
  const names = Object.keys(sizes).join('|')
  const fixed = new RegExp(`^(an?|\\d+) (${names})s?\\b(?!.*, and until)`)
  const unlike = Object.entries(dataMap).filter(([, { retention, term }]) => {
    const found = fixed.exec(retention)
    if (!found) return false
    const spelled = [...retention.matchAll(new RegExp(`\\b(an?|\\d+) (${names})s?\\b`, 'g'))]
    const terms = spelled.map(([, count = '', unit = '']) =>
      sizes[unit as keyof typeof sizes].replace('1', /^an?$/.test(count) ? '1' : count),
    )
    return term === undefined || !terms.includes(term)
  })
  expect(unlike.map(([table, { retention, term }]) => ({ table, retention, term }))).toEqual([])
})

test('P3.5 who gets data is listed as configured, and who is not configured is listed as not in use', async () => {
  const used = (settings: typeof nothing) =>
    processors(settings)
      .filter(one => one.used)
      .map(({ name }) => name)

  expect(used(nothing)).toEqual(['PostgreSQL on the same server'])
  expect(used(everything)).toEqual([
    'Stripe',
    'DeepSeek',
    'Ollama',
    'Mail server mail.example',
    'PostgreSQL on a server of its own',
    'Hosting Ltd',
    'Watch & Co',
  ])
  for (const { name, does, gets, country, categories } of processors(everything))
    expect([name, does, gets, country, categories.join()]).not.toContain('')
  const html = await page()
  expect(html).toContain('<td>Hosting &lt;Ltd&gt;</td><td>hosts the server</td>')
  expect(html).toMatch(/<td>DeepSeek<\/td>.*<td>no<\/td>/)
})

const recipientsOf = (environment: Record<string, string>) =>
  Object.fromEntries(
    byCategory(readSettings(environment)).map(({ category, recipients }) => [category, recipients]),
  )

test('P3.5 no category is said to stay here that somebody gets: instructions, budgets in mails, what a host holds', () => {
  const deepseek = recipientsOf({ DEEPSEEK_API_KEY: 'key' })
  for (const category of ['conversation', 'knowledge', 'configuration'] as const)
    expect(deepseek[category]).toEqual(['DeepSeek'])
  const elsewhere = recipientsOf({ OLLAMA_URL: 'http://models.lan:11434' })
  expect(elsewhere.configuration).toEqual(['Ollama on a server of its own'])
  expect(recipientsOf({ OLLAMA_URL: 'http://127.0.0.1:11434' }).configuration).toEqual([])
  const mailed = recipientsOf({ SMTP_URL: 'smtp://mail.example' })
  for (const category of ['account', 'configuration', 'usage'] as const)
    expect(mailed[category]).toEqual(['Mail server mail.example'])
  expect(mailed.conversation).toEqual([])
  const hosted = recipientsOf({ ATAVUS_PROVIDERS: 'Hosting Ltd, hosts the server, DE' })
  expect(Object.values(hosted)).toEqual(Object.keys(categories).map(() => ['Hosting Ltd']))
})

test('P3.5 where the mail server stands is said as the operator states it, or that it is not stated', async () => {
  const SMTP_URL = 'smtp://mail.example'
  const check = promises.find(({ id }) => id === 'P3.5')?.check
  const seen = async (environment: Record<string, string>) => {
    const place = await testWorld({ beside: here, environment })
    const html = await (await place.app.request('/privacy')).text()
    const row = /<tr><td>Mail server mail[.]example<.*?<\/tr>/.exec(html)?.[0].split('</td><td>').slice(3)
    const state = (await check?.(place.world))?.state
    await place.close()
    return [row, state]
  }
  expect(await seen({ SMTP_URL })).toEqual([['not stated by the operator', 'yes</td></tr>'], 'attention'])
  expect(await seen({ SMTP_URL, ATAVUS_SMTP_COUNTRY: 'IE' })).toEqual([['Ireland', 'yes</td></tr>'], 'kept'])
})

test('P3.5 Ollama is in use where it was named; at its usual address, only if one answers', async () => {
  expect(await page()).toMatch(/<td>Ollama<\/td>.*<td>this server<\/td><td>only if one answers there<\/td>/)
  const named = await testWorld({ beside: here, environment: { OLLAMA_URL: 'http://127.0.0.1:9' } })
  const html = await (await named.app.request('/privacy')).text()
  await named.close()
  expect(html).toMatch(/<td>Ollama<\/td>.*<td>this server<\/td><td>yes<\/td>/)
})

test('P3.5 the register for machines says the same', async () => {
  const answer = await here.app.request('/privacy/register.json')
  const register = (await answer.json()) as { processors: object[]; tables: object; cookies: object[] }
  expect(register.processors).toEqual(processors(here.world.settings))
  expect(register.cookies).toEqual(cookies)
  expect(register.tables).toEqual(dataMap)
})

const root = fileURLToPath(new URL('../../../', import.meta.url))
/** The product's own code and style sheets, without its tests and what only they use. */
async function sources(folder: string): Promise<{ path: string; text: string }[]> {
  const entries = await readdir(`${root}${folder}`, { recursive: true })
  const paths = entries.filter(
    path => /\.(tsx?|css)$/.test(path) && !/(\.test\.ts$|(^|\/)testing(-\w+)?(\.ts$|\/))/.test(path),
  )
  return Promise.all(
    paths.map(async path => ({
      path: `${folder}/${path}`,
      text: await readFile(`${root}${folder}/${path}`, 'utf8'),
    })),
  )
}

test('P7.1 one module sets cookies, and each that it can set is on the list that the policy shows', async () => {
  const setting = (await sources('backend/src')).filter(({ text }) => /['"`]set-cookie|setCookie/i.test(text))
  const inBrowsers = [...(await sources('widget/src')), ...(await sources('backend/dashboard/src'))]

  expect(setting.map(({ path }) => path)).toEqual(['backend/src/accounts/cookies.ts'])
  expect(inBrowsers.length).toBeGreaterThan(50)
  expect(inBrowsers.filter(({ text }) => /document\s*\.\s*cookie|cookieStore/.test(text))).toEqual([])
  const html = await page()
  for (const { name, purpose } of cookies) expect(html).toContain(`<code>${name}</code></td><td>${purpose}`)
})

/** What is written in quotes or as an address of a style sheet and leads to another site. */
const places = /(?:['"`]|url\()(?:https?:)?\/\/[^/'"`\s)]+/g

test('P7.2 neither the widget nor the dashboard names another site to load from', async () => {
  const document = 'backend/dashboard/index.html'
  const all = [
    { path: document, text: await readFile(`${root}${document}`, 'utf8') },
    ...(await sources('widget/src')),
    ...(await sources('backend/dashboard/src')),
  ]
  const named = all.flatMap(({ text }) =>
    [...text.matchAll(places)].map(([place]) => place.slice(1).replace('$', '')),
  )
  // A base that our own paths are read against, a name space, what an answer links to, and how an address looks.
  const links = ['https://{text}', 'https://{to.host}']
  const harmless = ['http://here', 'http://www.w3.org', ...links, 'https://www.shop.example', 'https://…']
  expect(new Set(named)).toEqual(new Set(harmless))
})

test('P7.1 what signing in sets is on the list, and what a chat is loaded with sets none', async () => {
  const { cookie } = await signUp(here)
  const names = cookie.split('; ').map(pair => pair.split('=')[0])
  expect(names.sort()).toEqual(cookies.map(({ name }) => name).sort())
  for (const path of ['/widget.js', '/v1/chat/assistant?key=pk_x', '/privacy', '/'])
    expect((await here.app.request(path)).headers.getSetCookie()).toEqual([])
})

test('a browser’s wish not to be tracked or sold is heeded, and says since when', async () => {
  const gpc = await here.app.request('/.well-known/gpc.json')
  expect(gpc.headers.get('content-type')).toMatch(/application\/json/)
  expect(await gpc.json()).toEqual({ gpc: true, lastUpdate: '2026-04-23' })
})
