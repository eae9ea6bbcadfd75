import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scripted } from '../testing/model.ts'
import { assistantOf, type Owner, signUp, textOf, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { led, talk, unlimited, until, whole } from './testing/talk.ts'

let here: TestWorld
let base: string
let owner: Owner
const model = scripted('quote')
const pulse = { beat: 20, comment: 60, stall: 300 }

beforeAll(async () => {
  here = await testWorld({ models: { quote: model }, limits: unlimited, pulse })
  base = await here.serve()
  owner = await signUp(here)
})
afterAll(() => here.close())

async function spoken() {
  const { key } = await assistantOf(owner)
  const script = led()
  model.play(script.script)
  const visitor = await visit(here, key)
  return { ...talk(base, visitor, 'Long?'), script, visitor }
}

/** A reader who asks for the stream on a socket of its own, and reads as a test tells it to. */
async function reader({
  id,
  visitor,
}: Pick<Awaited<ReturnType<typeof spoken>>, 'id' | 'visitor'>): Promise<Socket> {
  const { hostname, port } = new URL(base)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const head = Object.entries({ host: `${hostname}:${port}`, ...visitor.headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  socket.write(`GET /v1/chat/messages/${id}/events HTTP/1.0\r\n${head.join('\r\n')}\r\n\r\n`)
  return socket
}

const page = 'A page of words. '.repeat(4000)

test('a deaf reader is waited for without hoarding, cut after a while, and can resume; others hear on', async () => {
  pulse.stall = 60_000
  const { script, follow, ...asked } = await spoken()
  const attentive = whole(asked.send())
  await script.started
  const deaf = await reader(asked)
  await once(deaf, 'readable')
  const reply = () => [...here.chat.live.all()][0]
  const readers = () => [...(reply()?.readers ?? [])]
  const shown = () => reply()?.shown.length ?? 0
  // Megabytes more than any buffer between us takes.
  for (let i = 0; i < 25; i++) {
    const before = shown()
    script.say(page.repeat(6))
    await until(() => shown() > before)
  }
  expect(readers().map(({ next }) => next === shown())).toEqual([true, false])

  pulse.stall = 300
  await until(() => readers().length === 1)
  script.say('The end.')
  script.end()
  const all = await attentive
  expect(textOf(all) === `${page.repeat(150)}The end.`).toBe(true)
  expect(textOf(await whole(follow(all[1]?.id))) === textOf(all)).toBe(true)
  deaf.on('error', () => {})
  deaf.resume()
  await once(deaf, 'close')
  await until(() => here.chat.streams.count() === 0)
})

test('a slow reader gets the whole answer, its end included, though it was made long before', async () => {
  pulse.stall = 20_000
  const { script, ...asked } = await spoken()
  const attentive = whole(asked.send())
  await script.started
  const slow = await reader(asked)
  const chunks: Buffer[] = []
  slow.on('data', chunk => {
    chunks.push(chunk)
    // It rests after each sip, but never as long as the limit.
    slow.pause()
    setTimeout(() => slow.resume(), 1)
  })
  for (let i = 0; i < 150; i++) script.say(page)
  script.end()
  const all = await attentive
  const ended = here.chat.live.count() === 0

  await once(slow, 'end')
  const body = Buffer.concat(chunks).toString()
  const last = all.at(-1)
  expect(body.includes(`id: ${last?.id}\ndata: {"type":"done"`)).toBe(true)
  expect(body.split('\ndata: ').length - 1).toBe(all.length)
  expect(ended).toBe(true)
})

test('a reader of a silent answer hears now and then that the line is alive', async () => {
  const { script, ...asked } = await spoken()
  const attentive = whole(asked.send())
  await script.started
  const socket = await reader(asked)
  let text = ''
  socket.on('data', chunk => {
    text += chunk
  })
  await until(() => (text.match(/^:$/gm) ?? []).length >= 3)
  script.say('At last.')
  script.end()

  await until(() => text.includes('"done"'))
  socket.destroy()
  // Comments are no events: nobody's numbers are moved by them.
  expect(textOf(await attentive)).toBe('At last.')
})

test('readers who come and go, also before they were answered, leave nothing behind', async () => {
  const { script, send, follow, ...asked } = await spoken()
  const attentive = whole(send())
  await script.started
  const sockets = await Promise.all(Array.from({ length: 60 }, () => reader(asked)))
  sockets.forEach((socket, i) => void setTimeout(() => socket.destroy(), (i % 12) * 3))
  await Promise.all(sockets.map(socket => once(socket, 'close')))

  await until(() => here.chat.streams.count() === 1)
  expect([...here.chat.live.all()].map(reply => reply.readers.size)).toEqual([1])
  script.end()
  await attentive
  await until(() => here.chat.streams.count() === 0 && here.chat.live.count() === 0)
  expect(here.faults).toEqual([])
})

test('a client that goes away while its question is opened is answered all the same', async () => {
  const { script, visitor, id, follow } = await spoken()
  const { hostname, port } = new URL(base)
  const body = JSON.stringify({ id, text: 'Long?' })
  const head = Object.entries({
    host: `${hostname}:${port}`,
    'content-length': String(Buffer.byteLength(body)),
    ...visitor.headers,
  }).map(([name, value]) => `${name}: ${value}`)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(`POST /v1/chat/messages HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`)
  await new Promise(resolve => setTimeout(resolve, 5))
  socket.resetAndDestroy()
  await script.started
  script.say('Still.')
  script.end()

  await until(async () => (await follow()).status === 200)
  expect(textOf(await whole(follow()))).toBe('Still.')
  await until(() => here.chat.streams.count() === 0)
})
