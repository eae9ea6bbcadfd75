import { afterEach } from 'vitest'
import { createGate } from '../egress/gate.ts'
import { type Play, startUpstream, type Upstream } from '../testing/upstream.ts'
import { createCircuit } from './circuit.ts'
import { messagesFor } from './compose.ts'
import { createDeepSeek } from './deepseek.ts'
import { type Model, type ModelEvent, ModelFault, type Outgoing, type Prompt } from './model.ts'
import { createOllama } from './ollama.ts'
import type { UpstreamOptions } from './upstream.ts'

export const prompt: Prompt = {
  instructions: 'You help the visitors of a shop.',
  language: 'en',
  history: [],
  question: 'When do you deliver?',
  passages: [],
  maxTokens: 100,
}

export type Remote = 'deepseek' | 'ollama'
export const remotes: Remote[] = ['deepseek', 'ollama']

export interface Bench {
  upstream: Upstream
  model: Model
}

const left: (() => unknown)[] = []
afterEach(async () => {
  for (const close of left.splice(0).reverse()) await close()
})

interface Settings extends Partial<UpstreamOptions> {
  tags?: unknown
  tag?: string
}

/** A model of ours against a scripted upstream, impatient enough for tests. */
export async function remote(
  name: Remote,
  play: Play,
  { tags, tag, ...settings }: Settings = {},
): Promise<Bench> {
  const upstream = await startUpstream(play, tags)
  const gate = createGate({ allow: [upstream.host], record: () => {} })
  left.push(
    () => upstream.close(),
    () => gate.close(),
  )
  const options: UpstreamOptions = {
    gate,
    circuit: createCircuit({ now: () => 0, faults: 1000 }),
    random: () => 0.5,
    // A tenth of a second before midnight, so that a date in a header can be near.
    now: () => new Date('2025-12-31T23:59:59.900Z'),
    fence: () => 'fence',
    ...settings,
    limits: { firstByteMs: 1500, idleMs: 1500, totalMs: 4000, ...settings.limits },
    patience: { pauseMs: 2, retryAfterMs: 1500, ...settings.patience },
  }
  const named = tag === undefined ? {} : { model: tag }
  const make = { deepseek: createDeepSeek, ollama: createOllama }[name]
  return { upstream, model: make({ ...options, ...named, url: upstream.url, key: 'sk-scripted' }) }
}

/** A prompt as if the anonymizer had gone over it. */
export const outgoing = (asked: Prompt): Outgoing =>
  ({
    messages: messagesFor(asked, 'fence'),
    maxTokens: asked.maxTokens,
    leaving: async (_body: string) => {},
  }) as Outgoing

/** What a model says to a prompt, wherever it is. */
export const streamOf = (model: Model, asked: Prompt, signal: AbortSignal): AsyncIterable<ModelEvent> =>
  model.leaves ? model.stream(outgoing(asked), signal) : model.stream(asked, signal)

export interface Heard {
  text: string
  rest: ModelEvent[]
  /** The fault's code, and whether text had come before it. */
  fault?: [code: string, begun: boolean]
}

/** Listens to the end. Only a `ModelFault` is taken for an answer; anything else is thrown on. */
export async function hear(
  model: Model,
  signal = new AbortController().signal,
  asked = prompt,
): Promise<Heard> {
  const heard: Heard = { text: '', rest: [] }
  try {
    for await (const event of streamOf(model, asked, signal)) {
      if (event.type === 'text') heard.text += event.text
      else heard.rest.push(event)
    }
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error
    heard.fault = [error.code, error.begun]
  }
  return heard
}
