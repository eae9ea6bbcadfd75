import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { type Owner, signUp } from './house/owner.ts'
import { expect, test } from './house/test.ts'

// Row 29: what a page of somebody else's can make the owner's browser do, when the owner is signed in.

const access = '__Host-atavus'
const refresh = '__Host-atavus-refresh'

/** An empty page on a port of its own; on `localhost` it is of the same site as the platform, though not of its origin. */
async function pageOn(host: 'localhost' | '127.0.0.1') {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html')
    answer.end('<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">')
  })
  server.listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { origin: `http://${host}:${port}`, close: () => void server.close() }
}

/** A form that the page sends into a frame of its own. */
const byForm = (page: Page, action: string, enctype: string, fields: Record<string, string>) =>
  page.evaluate(
    async ({ action, enctype, fields }) => {
      const frame = document.createElement('iframe')
      frame.name = `frame${document.querySelectorAll('iframe').length}`
      const form = Object.assign(document.createElement('form'), { method: 'post', action, enctype })
      form.target = frame.name
      for (const [name, value] of Object.entries(fields)) {
        const field = document.createElement('input')
        Object.assign(field, { type: 'hidden', name, value })
        form.append(field)
      }
      document.body.append(frame, form)
      const answered = new Promise(resolve => frame.addEventListener('load', resolve))
      form.submit()
      await answered
    },
    { action, enctype, fields },
  )

/** A request by a script of the page; gives what it could read of the answer. */
const byFetch = (page: Page, address: string, init: RequestInit) =>
  page.evaluate(
    ([address, init]) =>
      fetch(String(address), { credentials: 'include', ...(init as RequestInit) }).then(
        answer => `${answer.type} ${answer.status}`,
        () => 'failed',
      ),
    [address, init] as const,
  )

async function stateOf(owner: Owner) {
  const read = (path: string) => owner.call('GET', path)
  const paths = ['/v1/assistants', '/v1/account/sessions', '/v1/keys', '/v1/webhooks', '/v1/members']
  return JSON.stringify(await Promise.all(paths.map(read)))
}

for (const host of ['127.0.0.1', 'localhost'] as const)
  test(`a page on another ${host === 'localhost' ? 'port' : 'site'} changes and reads nothing in the owner’s name`, async ({
    page,
    context,
    seen,
    platform,
    owner,
    site,
  }) => {
    seen.expect(/status of 4\d\d|CORS|Failed to load|frame-ancestors|refused to connect|Framing|ERR_/i)
    const evil = await pageOn(host)
    const assistant = `${platform.url}/v1/assistants/${site.assistant.id}`
    const make = `${platform.url}/v1/assistants`
    const wish = { name: 'Taken over', controllerName: 'x', controllerContact: 'x' }
    const before = await stateOf(owner)
    await context.addCookies(owner.cookies)
    const went: { method: string; cookie: string | undefined; status: number }[] = []
    page.on('response', async answer => {
      if (!answer.url().startsWith(platform.url)) return
      const { cookie } = await answer.request().allHeaders()
      went.push({ method: answer.request().method(), cookie, status: answer.status() })
    })
    await page.goto(evil.origin)

    await byForm(page, make, 'application/x-www-form-urlencoded', wish)
    await byForm(page, make, 'multipart/form-data', wish)
    const [head, tail] = JSON.stringify({ ...wish, greeting: '=' }).split('=') as [string, string]
    await byForm(page, make, 'text/plain', { [head]: tail })
    await byForm(page, `${assistant}?_method=DELETE`, 'application/x-www-form-urlencoded', {
      _method: 'DELETE',
    })
    await byForm(page, `${platform.url}/v1/session/refresh`, 'text/plain', {})
    await byForm(page, `${platform.url}/v1/workspace/delete`, 'text/plain', { '{"name":"': '"}' })
    const json = { 'content-type': 'application/json' }
    const body = JSON.stringify(wish)
    const read: string[] = []
    for (const init of [
      { method: 'POST', mode: 'no-cors', body },
      { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body },
      { method: 'POST', mode: 'cors', headers: json, body },
      { method: 'POST', mode: 'cors', headers: { 'content-type': 'text/plain' }, body },
    ] as RequestInit[])
      read.push(await byFetch(page, make, init))
    read.push(await byFetch(page, assistant, { method: 'DELETE', mode: 'cors' }))
    read.push(
      await byFetch(page, assistant, { method: 'PATCH', mode: 'cors', headers: json, body: '{"name":"x"}' }),
    )
    read.push(await byFetch(page, `${platform.url}/v1/session`, { method: 'DELETE', mode: 'cors' }))
    for (const path of ['/v1/account', '/v1/conversations', '/v1/conversations/export?format=json']) {
      read.push(await byFetch(page, platform.url + path, { mode: 'cors' }))
      read.push(await byFetch(page, platform.url + path, { mode: 'no-cors' }))
    }
    await page.evaluate(
      async addresses => {
        for (const address of addresses) {
          navigator.sendBeacon(address, new Blob(['{}'], { type: 'text/plain' }))
          const image = new Image()
          image.src = address
          await new Promise(resolve => {
            image.onload = resolve
            image.onerror = resolve
          })
          document.body.append(Object.assign(document.createElement('script'), { src: address }))
        }
      },
      [assistant, `${platform.url}/v1/session`, `${platform.url}/v1/conversations/export?format=json`],
    )
    await page.waitForLoadState('networkidle')

    // No script could read a thing, and nobody was let in to change one.
    expect(read.filter(one => one !== 'failed' && !one.startsWith('opaque'))).toEqual([])
    const written = went.filter(({ method }) => method !== 'GET')
    expect(written.length).toBeGreaterThan(8)
    expect(written.filter(({ status }) => status < 400)).toEqual([])
    // Of another site not even the cookies went along.
    if (host !== 'localhost') expect(went.filter(({ cookie }) => cookie !== undefined)).toEqual([])
    else expect(went.some(({ cookie }) => cookie?.includes(access))).toBe(true)
    expect(await stateOf(owner)).toBe(before)
    evil.close()
  })

test('a page of another port frames none of ours', async ({ page, context, seen, platform, owner }) => {
  seen.expect(/frame-ancestors|refused to connect|Framing|ERR_/i)
  const evil = await pageOn('localhost')
  await context.addCookies(owner.cookies)
  await page.goto(evil.origin)
  const paths = ['/', '/sign-in', '/conversations', '/privacy', '/docs']
  for (const path of paths)
    await page.evaluate(async address => {
      const frame = Object.assign(document.createElement('iframe'), { src: address })
      const loaded = new Promise(resolve => frame.addEventListener('load', resolve))
      document.body.append(frame)
      await loaded
    }, platform.url + path)
  const framed = page.frames().filter(frame => frame !== page.mainFrame())
  expect(framed.map(frame => frame.url())).toEqual(paths.map(() => 'chrome-error://chromewebdata/'))
  evil.close()
})

test('a link from elsewhere opens the dashboard and does nothing', async ({
  page,
  context,
  platform,
  owner,
}) => {
  const evil = await pageOn('127.0.0.1')
  const before = await stateOf(owner)
  await context.addCookies(owner.cookies)
  await page.goto(evil.origin)
  const first = page.waitForRequest(`${platform.url}/assistants`)
  await page.evaluate(address => {
    const link = Object.assign(document.createElement('a'), { href: address, textContent: 'Look' })
    document.body.append(link)
    link.click()
  }, `${platform.url}/assistants`)

  expect((await (await first).allHeaders()).cookie).toBeUndefined()
  // What the page asks for itself it asks with them.
  await expect(page.getByRole('heading', { name: 'Assistants' })).toBeVisible()
  expect(await stateOf(owner)).toBe(before)
  evil.close()
})

test('who signs in gets cookies of their own, whatever was planted before', async ({
  page,
  context,
  platform,
}) => {
  const [attacker, victim] = [await signUp(platform.url), await signUp(platform.url)]
  await context.addCookies(attacker.cookies)
  await page.goto(`${platform.url}/sign-in`)
  await context.addCookies(attacker.cookies)
  const answer = await page.request.post(`${platform.url}/v1/session`, {
    headers: { origin: platform.url },
    data: { name: victim.email, password: victim.password },
  })
  expect(answer.status()).toBe(200)

  const cookies = await context.cookies(platform.url)
  for (const name of [access, refresh]) {
    const values = cookies.filter(cookie => cookie.name === name).map(({ value }) => value)
    expect(values).toHaveLength(1)
    expect(values).not.toContain(attacker.cookies.find(cookie => cookie.name === name)?.value)
  }
  await page.goto(`${platform.url}/assistants`)
  const { email } = await page.evaluate(async () => (await fetch('/v1/account')).json())
  expect(email).toBe(victim.email)
  // The planted session is over, and nobody else's.
  await expect(attacker.call('GET', '/v1/account')).rejects.toThrow('401')
})
