import { expect, test } from 'vitest'
import { createClient } from './client.ts'
import { forgetfulMemory } from './memory.ts'

const server = 'https://chat.example'
const refused = () => Promise.reject(new TypeError('Failed to fetch'))

function clientOver(fetch: (url: string, init?: RequestInit) => Promise<Response>) {
  return createClient({
    server,
    credential: { key: 'atv_pk_x' },
    memory: forgetfulMemory(),
    fetch: (input, init) => fetch(String(input), init),
  })
}

test('a site that is not welcome learns it, though the browser hides the answer', async () => {
  const asked: string[] = []
  const client = clientOver((url, init) => {
    asked.push(`${init?.mode ?? 'cors'} ${url}`)
    return url.endsWith('/healthz') ? Promise.resolve(new Response()) : refused()
  })

  await expect(client.assistant('en')).rejects.toMatchObject({ code: 'origin_not_allowed' })
  const assistant = `cors ${server}/v1/chat/assistant?lang=en&key=atv_pk_x`
  expect(asked).toEqual([assistant, `no-cors ${server}/healthz`, assistant])
})

test('a connection that breaks once is no refusal', async () => {
  let tries = 0
  const client = clientOver(url => {
    if (url.endsWith('/healthz')) return Promise.resolve(new Response())
    tries++
    return tries === 1 ? refused() : Promise.resolve(Response.json({ code: 'busy' }, { status: 503 }))
  })

  await expect(client.assistant('en')).rejects.toMatchObject({ code: 'busy' })
})

test('where nobody answers at all, that is what it says', async () => {
  await expect(clientOver(refused).assistant('en')).rejects.toBeInstanceOf(TypeError)
})

test('#15775: a ticket goes into a header, never into an address (regression 2)', async () => {
  const seen: [string, string | null][] = []
  const client = createClient({
    server,
    credential: { ticket: 'secret-ticket' },
    memory: forgetfulMemory(),
    fetch: (input, init) => {
      seen.push([String(input), new Headers(init?.headers).get('authorization')])
      return Promise.resolve(Response.json({ code: 'busy' }, { status: 503 }))
    },
  })

  await expect(client.assistant('en')).rejects.toMatchObject({ code: 'busy' })
  expect(seen).toEqual([[`${server}/v1/chat/assistant?lang=en`, 'Bearer secret-ticket']])
})
