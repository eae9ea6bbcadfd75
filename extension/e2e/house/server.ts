import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { assistant, assistantId } from './assistant.ts'

/** A server's side of the wire, played from a script, where a test must break it at a given word. */
export interface Played {
  url: string
  /** Everything that came, in order. */
  calls: Call[]
  /** The words of the next answers, each sent after a pause. */
  answer: { words: string[]; everyMs: number; passage?: number; error?: string }
  consented: boolean
  /** Whether the account may not ask the assistant any more. */
  left: boolean
  /** Whether the account's owner has said yes on the page, or why it came to nothing. */
  allowed: boolean | 'refused_by_user' | 'link_invalid'
  /** Who says yes. */
  who: 'nora' | 'otto'
  /** Whose browsers the server does not know any more. */
  ended: string[]
  /** Who can read the conversation beside its own; null: it is not shared. */
  readers: { username: string; role: string }[] | null
  /** What comes to pass before a door answers; with a code that it gives the door refuses. */
  before(door: string): Promise<string | undefined>
  close(): Promise<void>
}

export interface Call {
  method: string
  path: string
  origin: string
  token: string
  cookie: string
  body: Record<string, never>
}

const conversationId = '00000000-0000-4000-8000-0000000000c1'
const deletedAt = '9999-12-31T00:00:00.000Z'
const later = () => new Date(Date.now() + 600_000).toISOString()

export async function playServer(): Promise<Played> {
  const replies = new Map<
    string,
    { id: string; events: object[]; done: boolean; wake: (() => void)[]; stop: () => void }
  >()
  const server = createServer((request, response) => void handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const played: Played = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    answer: { words: ['Yes', '.'], everyMs: 5 },
    consented: true,
    left: false,
    allowed: true,
    who: 'nora',
    ended: [],
    readers: null,
    before: async () => undefined,
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return played

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const origin = request.headers.origin ?? ''
    if (/^(?:chrome|moz)-extension:\/\//.test(origin)) {
      response.setHeader('access-control-allow-origin', origin)
      response.setHeader('access-control-allow-headers', 'authorization, content-type, last-event-id')
      response.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE')
    }
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    const body = JSON.parse((await text(request)) || '{}')
    const path = request.url ?? ''
    const { authorization: token = '', cookie = '' } = request.headers
    played.calls.push({ method: request.method ?? '', path, origin, token, cookie, body })
    await answer(`${request.method} ${path.split('?')[0]}`, body, request, response)
  }

  async function answer(
    door: string,
    body: Record<string, never>,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    const json = (status: number, content: object) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content))
    const refuse = (status: number, code: string) =>
      json(status, { type: 'about:blank', title: code, status, code })
    const tokensOf = (who: string) => ({
      access: { token: `access-${who}-${Date.now()}`, until: later() },
      refresh: `refresh-${who}-${Math.random()}`,
    })
    const [, asking = ''] =
      /(?:access|refresh)-(\w+)-/.exec(`${request.headers.authorization} ${body.refresh}`) ?? []
    if (played.ended.includes(asking)) return refuse(401, 'unauthenticated')
    const refused = await played.before(`${request.method} ${request.url}`)
    if (refused) return refuse(refused === 'not_found' ? 404 : 503, refused)
    const [, message = ''] = /messages\/([\w-]+)\//.exec(door) ?? []
    switch (true) {
      case door === 'POST /v1/devices':
        return json(201, {
          request: '00000000-0000-4000-8000-0000000000d1',
          code: 'KXTR-4821',
          page: `${played.url}/device/1`,
          everySeconds: 1,
          expiresAt: later(),
        })
      case door === 'POST /v1/devices/token':
        if (played.allowed !== true) return refuse(409, played.allowed || 'not_yet')
        return json(200, { ...accountOf(played.who), ...tokensOf(played.who) })
      case door === 'POST /v1/devices/renew':
        return json(200, tokensOf(asking))
      case door === 'POST /v1/devices/end':
        return void response.writeHead(204).end()
      case door === 'GET /v1/own/assistants':
        return json(200, { items: played.left ? [] : [assistant(played.consented)] })
      case door.endsWith('/consent'):
        played.consented = true
        return json(201, { consent: assistantId, receipt: 'a.b.c', validUntil: later() })
      case door.endsWith('/messages'):
        begin(String(body.id), (body.context ?? []) as { url: string; title: string }[])
        return stream(String(body.id), 0, response)
      case door.endsWith('/events'): {
        const after = Number(
          String(request.headers['last-event-id'] ?? ':0')
            .split(':')
            .pop(),
        )
        return replies.has(message) ? stream(message, after, response) : refuse(404, 'not_found')
      }
      case door.endsWith('/stop'):
        replies.get(message)?.stop()
        return void response.writeHead(204).end()
      case door === 'GET /v1/own/conversations': {
        const words = new URL(request.url ?? '', played.url).searchParams.get('query') ?? ''
        const first = played.calls.find(({ path }) => path.endsWith('/messages'))
        const found = first && String(first.body.text).includes(words)
        return json(200, { items: found ? [listed(first)] : [], next: null })
      }
      case door.endsWith('/export'):
        return json(200, conversation())
      case door.startsWith('DELETE /v1/own/conversations/'):
        return json(200, { held: 0 })
      case door === `GET /v1/own/conversations/${conversationId}`:
        return json(200, conversation())
      case door === 'GET /v1/own/settings':
        return json(200, { days: null })
      case door === 'GET /v1/own/shared-sites':
        return json(200, {
          items: [{ origin: 'https://shop.example', times: 2, characters: 4321, lastAt: later() }],
        })
      case door === 'GET /device/1':
        return void response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<title>Device</title>KXTR-4821')
      default:
        return refuse(404, 'not_found')
    }
  }

  function begin(question: string, context: { url: string; title: string }[]) {
    if (replies.has(question)) return
    const id = randomUUID()
    const reply = {
      id,
      events: [
        { type: 'start', message: question, reply: id, conversation: conversationId, deletedAt },
      ] as object[],
      done: false,
      wake: [] as (() => void)[],
      stop: () => last({ type: 'stopped' }),
    }
    replies.set(question, reply)
    const put = (event: object) => {
      reply.events.push(event)
      for (const wake of reply.wake.splice(0)) wake()
    }
    const last = (event: object) => {
      if (reply.done) return
      reply.done = true
      put(event)
    }
    const { words, everyMs, passage, error } = played.answer
    let at = 0
    const next = () => {
      if (reply.done) return
      const word = words[at++]
      if (word !== undefined) {
        put({ type: 'text', text: word })
        setTimeout(next, everyMs)
        return
      }
      const [page] = context
      if (page && passage)
        put({ type: 'source', source: { number: 1, title: page.title, url: page.url, heading: '', passage } })
      last(error ? { type: 'error', code: error } : { type: 'done', end: 'complete' })
    }
    setTimeout(next, everyMs)
  }

  async function stream(question: string, after: number, response: ServerResponse) {
    const reply = replies.get(question)!
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (let at = after; !response.destroyed; at++) {
      if (at >= reply.events.length) {
        if (reply.done) break
        await new Promise<void>(resolve => reply.wake.push(resolve))
      }
      const event = reply.events[at]
      if (event) response.write(`id: ${reply.id}:${at + 1}\ndata: ${JSON.stringify(event)}\n\n`)
    }
    response.end()
  }

  function conversation() {
    const asked = played.calls.filter(({ body }) => replies.has(String(body.id)))
    const place = { id: assistantId, name: 'Helper' }
    const common = {
      at: later(),
      deletedAt,
      whereabouts: null,
      code: null,
      thumb: null,
      sources: [],
      shared: [],
    }
    const messages = asked.flatMap(({ body }) => {
      const reply = replies.get(String(body.id))!
      const said = reply.events.map(event => ('text' in event ? event.text : '')).join('')
      return [
        {
          ...common,
          id: body.id,
          role: 'visitor',
          answers: null,
          text: body.text,
          end: null,
          shared: body.context ?? [],
        },
        {
          ...common,
          id: reply.id,
          role: 'assistant',
          answers: body.id,
          text: said,
          end: reply.done ? 'complete' : null,
        },
      ]
    })
    const running = asked.find(({ body }) => !replies.get(String(body.id))!.done)?.body.id ?? null
    return {
      id: conversationId,
      startedAt: later(),
      lastAt: later(),
      deletedAt,
      assistant: place,
      workspace: place,
      shared: played.readers !== null,
      messages,
      running,
      readers: played.readers ?? [],
      servers: 0,
    }
  }
}

function accountOf(who: string) {
  const last = who === 'nora' ? 1 : 2
  return {
    account: {
      id: `00000000-0000-4000-8000-0000000000e${last}`,
      username: who,
      email: `${who}@site.example`,
    },
    device: `00000000-0000-4000-8000-0000000000f${last}`,
  }
}

function listed({ body }: Call) {
  const place = { id: assistantId, name: 'Helper' }
  return { id: conversationId, assistant: place, title: body.text, lastAt: later(), deletedAt, shared: false }
}
