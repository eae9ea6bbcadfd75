import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Shop, serveShop } from './server.ts'
import { allPages } from './shop/shelf.ts'
import { trials } from './shop/trials.ts'

const atavusUrl = 'http://localhost:4600'
const key = 'atv_pk_demo'
const tag = `<script async src="${atavusUrl}/widget.js" data-key="${key}"`
const own = [
  '/',
  '/en',
  '/de',
  '/en/products',
  '/de/produkte',
  '/en/basket',
  '/de/warenkorb',
  '/try',
  '/app/clothing',
]
const paths = [
  ...own,
  ...trials.map(({ path }) => path),
  ...[...allPages('en'), ...allPages('de')].map(page => page.path),
]

let running: Shop
beforeAll(async () => {
  running = await serveShop({ atavusUrl, key, port: 0, host: '127.0.0.1' })
})
afterAll(() => running.close())

const get = (path: string, init?: RequestInit) => fetch(running.shop + path, init)

test('every page answers, sets no cookie and carries the tag once', async () => {
  for (const path of paths) {
    const answer = await get(path)
    const body = await answer.text()
    expect(answer.status, path).toBe(200)
    expect(answer.headers.has('set-cookie'), path).toBe(false)
    expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(body.split(tag).length - 1, path).toBe(path === '/tag-manager' ? 0 : 1)
  }
})

test('every link within the shop leads somewhere, and every anchor exists', async () => {
  const bodies = new Map<string, string>()
  const read = async (path: string) => {
    const body = bodies.get(path) ?? (await (await get(path)).text())
    bodies.set(path, body)
    return body
  }
  const linksOf = (body: string) =>
    [...body.matchAll(/(?:href|src|action)="((?:\/|#)[^"]*)"/g)].map(match => match[1]!)

  for (const path of paths)
    for (const link of new Set(linksOf(await read(path)))) {
      const [target = '', anchor] = link.split('#')
      const page = target || path
      if (!bodies.has(page)) expect((await get(page)).status, `${path} links to ${link}`).toBe(200)
      if (anchor) expect(await read(page), `${path} links to ${link}`).toContain(`id="${anchor}"`)
    }
})

test('no page asks anyone but the shop and the chat for anything', async () => {
  for (const path of paths) {
    const loads = [
      ...(await (await get(path)).text()).matchAll(/<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]+)"/g),
    ]
    for (const [, address] of loads)
      expect(address, path).toMatch(/^(\/assets\/|\/tag-manager\.js$|http:\/\/localhost:4600\/widget\.js$)/)
  }
})

test('the strict page is served with exactly the strict policy, and nothing inline', async () => {
  const answer = await get('/strict')
  const body = await answer.text()

  expect(answer.headers.get('content-security-policy')).toBe(
    `default-src 'none'; script-src ${atavusUrl}; connect-src ${atavusUrl}; style-src 'self'; ` +
      "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|<img|<form|rel="icon"/)
})

test.each([
  ['/en/delivery', 'lang="en"', 'data-label="Ask the shop"'],
  ['/de/lieferung', 'lang="de"', 'data-lang="de"'],
  ['/ar', 'lang="ar" dir="rtl"', 'data-side="left"'],
  ['/hidden', 'lang="en"', 'data-hide-on="/hidden"'],
])('%s says what the chat needs to know', async (path, root, attribute) => {
  const body = await (await get(path)).text()
  expect(body).toContain(`<html ${root}>`)
  expect(body).toContain(attribute)
})

test('the tag manager keeps nothing but the address, with the key in it', async () => {
  const script = await (await get('/tag-manager.js')).text()
  expect(script).toContain(`${atavusUrl}/widget.js?key=${key}`)
  expect(script).not.toContain('data-')
})

test('the second origin carries the same tag on every path and is another origin', async () => {
  const body = await (await fetch(`${running.refused}/en/delivery`)).text()
  expect(running.refused).not.toBe(running.shop)
  expect(body).toContain(tag)
})

test('the basket shows only what the shop has', async () => {
  const hostile = encodeURIComponent('"><script>alert(1)</script>')
  const known = await (await get('/en/basket?product=reed-towels&choice=Grey')).text()
  const unknown = await (await get(`/en/basket?product=${hostile}&choice=${hostile}`)).text()

  expect(known).toContain('€33.90')
  expect(unknown).toContain('There is nothing in your basket yet.')
  expect(unknown).not.toContain('alert(1)')
})

test('an address for the newsletter is not kept, and the page says so', async () => {
  const body = new URLSearchParams({ email: 'visitor@site.example' })
  const answer = await get('/en/newsletter', { method: 'POST', body })
  const page = await answer.text()

  expect(page).toContain('your address was not read and not kept')
  expect(page).not.toContain('visitor@site.example')
})

test.each([
  ['/nowhere', 'GET', 404],
  ['/constructor', 'GET', 404],
  ['/assets/../server.ts', 'GET', 404],
  ['//', 'GET', 200],
  ['http://[', 'GET', 404],
  ['/%zz?%zz', 'GET', 404],
  ['/en/delivery', 'POST', 405],
  ['/en/', 'HEAD', 200],
])('%s by %s is answered with %i', async (path, method, status) => {
  expect(await statusOf(path, method)).toBe(status)
})

// `fetch` tidies addresses before it sends them; this sends them as they are.
function statusOf(path: string, method: string): Promise<number | undefined> {
  const { hostname, port } = new URL(running.shop)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method }, answer => {
      answer.resume()
      resolve(answer.statusCode)
    })
    sent.on('error', reject).end()
  })
}
