import type { Cookie } from '@playwright/test'
import type { Assistant, NewAssistant, NewDocument } from '../../../backend/contract/src/console.ts'
import { serveShop } from '../../server.ts'
import { readPages } from '../../shop/seed.ts'

/** Somebody with an account, a workspace and a session, who acts through the dashboard's own doors. */
export interface Owner {
  email: string
  username: string
  password: string
  /** The session as a browser would hold it. */
  cookies: Cookie[]
  call<T = unknown>(method: string, path: string, body?: unknown): Promise<T>
}

/** A site of an owner with the tag of an assistant of its own. */
export interface OwnSite {
  origin: string
  assistant: Assistant
  close(): Promise<void>
}

let owners = 0

/** Signs somebody up at the platform, with the link of the mail that waits in its outbox. */
export async function signUp(url: string): Promise<Owner> {
  owners++
  const name = `owner-${process.pid}-${owners}`
  const person = { email: `${name}@shop.example`, username: name, password: 'a kettle sings at noon' }
  const { policyVersion } = (await (await fetch(`${url}/v1/accounts/terms`)).json()) as {
    policyVersion: string
  }
  await send(url, '', 'POST', '/v1/accounts', { ...person, adult: true, policyVersion })
  const token = await tokenTo(url, person.email, '/verify')
  const answer = await send(url, '', 'POST', '/v1/accounts/verify', { token, password: person.password })
  const cookies = answer.headers.getSetCookie().map(line => cookieOf(line))
  const header = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return {
    ...person,
    cookies,
    call: async (method, path, body) => {
      const answer = await send(url, header, method, path, body)
      return answer.status === 204 ? undefined : await answer.json()
    },
  }
}

/** The token of the link to a page of the dashboard in the newest mail to an address; waits for it. */
async function tokenTo(url: string, to: string, page: string): Promise<string> {
  const link = new RegExp(`${page}#([\\w-]{43})$`, 'm')
  for (let tries = 0; tries < 100; tries++) {
    const { items } = (await (await send(url, '', 'GET', '/v1/outbox')).json()) as {
      items: { to: string; text: string }[]
    }
    const token = items.map(mail => mail.to === to && link.exec(mail.text)?.[1]).find(Boolean)
    if (token) return token
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`no mail to ${to} with a link to ${page}`)
}

async function send(url: string, cookie: string, method: string, path: string, body?: unknown) {
  const answer = await fetch(url + path, {
    method,
    headers: { origin: url, 'content-type': 'application/json', ...(cookie && { cookie }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

function cookieOf(line: string): Cookie {
  const [pair = ''] = line.split(';')
  const at = pair.indexOf('=')
  const common = { domain: 'localhost', path: '/', expires: -1, httpOnly: true, secure: true }
  return { name: pair.slice(0, at), value: pair.slice(at + 1), sameSite: 'Strict', ...common }
}

/**
 * Makes an assistant, and serves the shop with its tag on a port of its own: what happens there is in no other
 * test's log. `tagUrl` is where the tag's script comes from; `pages` are names of the shop's seed files, in English,
 * that the assistant knows.
 */
export async function openSite(
  owner: Owner,
  tagUrl: string,
  fields: Partial<NewAssistant>,
  pages: string[],
): Promise<OwnSite> {
  const made = await owner.call<Assistant>('POST', '/v1/assistants', {
    name: 'Fenn',
    controllerName: 'Fennel & Fjord GmbH',
    controllerContact: 'privacy@fennelandfjord.example',
    quoteFallback: false,
    ...fields,
  })
  const { shop, close } = await serveShop({ atavusUrl: tagUrl, key: made.key, port: 0, host: '127.0.0.1' })
  const path = `/v1/assistants/${made.id}`
  const assistant = await owner.call<Assistant>('PATCH', path, { origins: [shop] })
  for (const page of pages) await owner.call('POST', `${path}/documents`, documentOf(page, shop))
  return { origin: shop, assistant, close }
}

function documentOf(name: string, origin: string): NewDocument {
  const page = readPages('en').find(page => page.name === name)
  if (!page) throw new Error(`There is no page ${name}`)
  return { title: page.title, url: origin + page.path, language: 'en', text: page.body }
}
