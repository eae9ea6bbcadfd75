import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Heard, hear, type Owner, signUp, textOf, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { codeOf, conversationOf, led, talk, unlimited, until, whole } from './testing/talk.ts'

let here: TestWorld
let base: string
let owner: Owner
const model = scripted('quote')

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited })
  base = await here.serve()
  owner = await signUp(here)
})
afterAll(() => here.close())

/** An answer of many events, with words that take several bytes each. */
const pieces = ['Größe ', '42 — ', '“passt”. ', '👟 ', 'Ende.']

async function spoken() {
  const { key } = await assistantOf(owner)
  const script = led()
  model.play(script.script)
  const visitor = await visit(here, key)
  const asked = talk(base, visitor, 'Welche Größe?')
  return { ...asked, script, visitor, key }
}

const resumed = (heard: Heard[]) => heard.at(-1)?.id

test('cut after any event, an answer that is being made resumes without gap or doubling', async () => {
  for (let after = 1; after <= pieces.length + 2; after++) {
    const { send, follow, script } = await spoken()
    let seen = 0
    const cut = hear(await send(), heard => {
      seen = heard.length
      return seen >= after
    })
    const resuming = cut.then(before => whole(follow(resumed(before))))
    for (const [i, piece] of pieces.entries()) {
      script.say(piece)
      await until(() => seen >= Math.min(after, i + 3))
    }
    script.end()

    const all = await whole(follow())
    expect([...(await cut), ...(await resuming)]).toEqual(all)
    expect(textOf(all)).toBe(pieces.join(''))
    expect(all.map(({ id }) => Number(id.split(':')[1]))).toEqual(all.map((_, i) => i + 1))
  }
})

test('cut in the middle of a frame, at any byte, it resumes from the last whole event', async () => {
  const { send, follow, script, id, visitor } = await spoken()
  script.say(...pieces)
  script.end()
  const all = await whole(send())
  const bytes = Buffer.from(await (await follow()).arrayBuffer())

  for (let at = 0; at <= bytes.length; at += 7) {
    const before = await hear(new Response(new Uint8Array(bytes.subarray(0, at))))
    const after = await whole(follow(resumed(before)))
    expect([...before, ...after]).toEqual(all)
  }
  expect(bytes.length).toBeGreaterThan(300)
  // And once for real, on a socket that is dropped.
  const some = await firstBytes(base, `/v1/chat/messages/${id}/events`, visitor.headers, 700)
  const before = await hear(new Response(some))
  expect([...before, ...(await whole(follow(resumed(before))))]).toEqual(all)
})

test('a Last-Event-ID of another answer, or nonsense, brings everything', async () => {
  const { send, follow, script } = await spoken()
  script.say('All.')
  script.end()
  const all = await whole(send())
  const other = (await spoken()).id

  for (const id of [`${other}:3`, 'x', ':', `${all[0]?.id.split(':')[0]}:-1`, `${all[0]?.id}e9`, ''])
    expect(await whole(follow(id))).toEqual(all)
})

test('whoever says to have had more than there is hears the end', async () => {
  const { send, follow, script } = await spoken()
  script.say('All.')
  script.end()
  const all = await whole(send())

  const reply = all[0]?.id.split(':')[0]
  expect(await whole(follow(`${reply}:999`))).toEqual(all.slice(-1))
  expect(await whole(follow(`${reply}:${all.length}`))).toEqual([])
})

test('CVE-2026-31950: another visitor, and nobody, finds no answer to follow, before its end and after', async () => {
  const { send, follow, stop, script, key, visitor } = await spoken()
  const stranger = await visit(here, key)
  const answer = whole(send())
  await script.started

  expect((await follow('', base, stranger)).status).toBe(404)
  expect(await stop(base, stranger)).toBe(404)
  script.end()
  await answer
  expect((await follow('', base, stranger)).status).toBe(404)
  expect(await stop(base, stranger)).toBe(404)
  const unknown = { ...visitor, headers: { ...visitor.headers, authorization: 'Bearer x' } }
  expect(await codeOf(await follow('', base, unknown))).toBe('unauthenticated')
})

test('after its deletion an answer is not found; one that is being made ends where it was', async () => {
  const { send, follow, script, visitor } = await spoken()
  const answer = whole(send())
  await script.started
  script.say('Half')
  await until(async () => (await whole(follow().then(cutShort))).length === 3)
  const erased = await fetch(`${base}/v1/chat/conversations`, { method: 'DELETE', headers: visitor.headers })

  expect(await erased.json()).toMatchObject({ conversations: 1, messages: 1 })
  expect((await answer).at(-1)?.event).toEqual({ type: 'error', code: 'withdrawn' })
  await script.aborted
  expect((await follow()).status).toBe(404)
  await until(() => here.chat.live.count() === 0)
})

/** What comes at once of a stream that goes on. */
async function cutShort(response: Response): Promise<Response> {
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return new Response(first?.value)
}

test('after a reload the visitor’s conversation says which answer is running', async () => {
  const { send, script, id, visitor, follow } = await spoken()
  const answer = whole(send())
  await script.started
  const seen = async () =>
    (await fetch(`${base}/v1/chat/conversation`, { headers: visitor.headers })).json() as Promise<{
      conversation: { id: string; messages: { text: string; end: string | null }[] }
      running: string | null
    }>

  const running = await seen()
  expect(running.running).toBe(id)
  expect(running.conversation.messages).toMatchObject([{ text: 'Welche Größe?' }])
  const rest = whole(follow())
  script.say('42')
  script.end()
  expect(await rest).toEqual(await answer)
  const ended = await seen()
  expect(ended.running).toBeNull()
  expect(ended.conversation.id).toBe(conversationOf(await answer))
  expect(ended.conversation.messages.at(-1)).toMatchObject({ text: '42', end: 'complete' })
  expect(here.faults).toEqual([])
})

/** The first bytes of a stream's body, as a browser had them when its network went away. */
function firstBytes(url: string, path: string, headers: Record<string, string>, enough: number) {
  const { hostname, port } = new URL(url)
  return new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    const lines = Object.entries({ host: `${hostname}:${port}`, ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    )
    socket.end(`GET ${path} HTTP/1.0\r\n${lines.join('\r\n')}\r\n\r\n`)
    let bytes = Buffer.alloc(0)
    const done = () => {
      socket.destroy()
      const body = bytes.indexOf('\r\n\r\n') + 4
      resolve(bytes.subarray(body, body + enough).toString())
    }
    socket.on('error', reject)
    socket.on('close', done)
    socket.on('data', chunk => {
      bytes = Buffer.concat([bytes, chunk])
      if (bytes.length > enough + 1500) done()
    })
  })
}
