import { createClient } from './client.ts'
import { forgetfulMemory } from './memory.ts'
import { openSession, type Told } from './session.ts'
import type { OpenChat } from './state.ts'
import { answerTo, assistant, dice, eventStream, hurried, problem } from './testing.ts'

interface Call {
  method: string
  path: string
  body: Record<string, unknown>
  token: string | null
}
type Answer = (call: Call) => Response | undefined | Promise<Response | undefined>

/** A session on a server that answers by its path; what a test does not say is answered as usual. */
export function begin(answer: Answer = () => undefined) {
  const calls: Call[] = []
  const told: Told[] = []
  const usual = (call: Call): Response => {
    const { path, body } = call
    if (path.startsWith('assistant')) return Response.json(assistant)
    if (path === 'consents')
      return Response.json({ consent: 'c', receipt: 'a.b.c', token: 'first', tokenExpiresAt: 'x' })
    if (path === 'tokens') return Response.json({ token: 'second', tokenExpiresAt: 'x' })
    if (path === 'messages') return eventStream(answerTo(String(body.id), ['Yes.']), 0, dice(1), false)
    if (path === 'conversation') return Response.json({ conversation: null, running: null })
    if (path === 'conversations') return Response.json({ conversations: 1, messages: 2 })
    if (path === 'consents/withdraw') return Response.json({ withdrawnAt: 'x', deleted: null, held: false })
    return path.endsWith('/stop') || path.endsWith('/feedback')
      ? new Response(null, { status: 204 })
      : problem(404, 'not_found')
  }
  const memory = forgetfulMemory()
  const client = createClient({
    server: 'https://chat.example',
    credential: { key: 'atv_pk_x' },
    memory,
    patience: hurried,
    fetch: async (input, init) => {
      const call: Call = {
        method: init?.method ?? 'GET',
        path: String(input).replace('https://chat.example/v1/chat/', ''),
        body: JSON.parse(String(init?.body ?? '{}')),
        token: new Headers(init?.headers).get('authorization'),
      }
      calls.push(call)
      return (await answer(call)) ?? usual(call)
    },
  })
  const session = openSession({ client, language: 'en', tell: one => told.push(one) })
  const chat = () => session.chat() as OpenChat
  return { session, chat, calls, told, memory, paths: () => calls.map(({ path }) => path.split('?')[0]) }
}
