import type { Assistant } from '@atavus/contract/console'
import type { Sent } from '@atavus/contract/events'
import { unlimited } from '../../chat/testing/talk.ts'
import { createGate } from '../../egress/gate.ts'
import { createCircuit } from '../../models/circuit.ts'
import { createDeepSeek } from '../../models/deepseek.ts'
import { scripted } from '../../testing/model.ts'
import { assistantOf, type Heard, type Owner, signUp } from '../../testing/shop.ts'
import { startUpstream, type Upstream } from '../../testing/upstream.ts'
import { answer } from '../../testing/upstream-wire.ts'
import { type TestOptions, type TestWorld, testWorld } from '../../testing/world.ts'

/** A backend whose DeepSeek is a recording upstream on loopback, behind the real anonymizer and the real adapter. */
export interface RemoteSite {
  here: TestWorld
  base: string
  owner: Owner
  upstream: Upstream
  local: ReturnType<typeof scripted>
  quote: ReturnType<typeof scripted>
  /** All bytes that arrived upstream. */
  arrived(): string
  /** The upstream says this, with what it was sent at hand. */
  says(words: (body: string) => string[]): void
  assistant(fields?: object): Promise<Assistant>
  close(): Promise<void>
}

export async function remoteSite(options: TestOptions = {}): Promise<RemoteSite> {
  const upstream = await startUpstream({ steps: answer(['Yes.']) })
  const gate = createGate({ allow: [upstream.host], record: () => {} })
  const deepseek = createDeepSeek({
    gate,
    circuit: createCircuit({ now: () => performance.now(), faults: 1000 }),
    random: () => 0.5,
    now: () => new Date(),
    fence: () => 'fence',
    url: upstream.url,
    key: 'sk-scripted',
    limits: { firstByteMs: 1500, idleMs: 1500, totalMs: 4000 },
    patience: { pauseMs: 2, retryAfterMs: 500 },
  })
  const local = scripted('ollama', { metered: true })
  const quote = scripted('quote')
  local.say('From here.')
  quote.say('Quoted.')
  const here = await testWorld({ models: { quote, ollama: local, deepseek }, limits: unlimited, ...options })
  const base = await here.serve()
  const owner = await signUp(here)
  return {
    here,
    base,
    owner,
    upstream,
    local,
    quote,
    arrived: () => upstream.requests.map(({ body }) => body).join('\n'),
    says: words => upstream.play(({ body }) => ({ steps: answer(words(body)) })),
    assistant: fields => assistantOf(owner, { model: 'deepseek', ...fields }),
    close: async () => {
      await here.close()
      gate.close()
      await upstream.close()
    },
  }
}

/** What an answer says has left, if anything. */
export function sentOf(heard: Heard[]): Sent | null {
  const notices = heard.flatMap(({ event }) => (event.type === 'notice' ? [event.notice] : []))
  return notices.findLast(({ sent }) => sent)?.sent ?? null
}

/** Where an answer came from in the end. */
export const fromOf = (heard: Heard[]) =>
  heard.flatMap(({ event }) => (event.type === 'notice' ? [event.notice] : [])).at(-1)
