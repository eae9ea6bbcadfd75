import type { LocalModel, ModelEvent, ModelName, Outgoing, Prompt, RemoteModel } from '../models/model.ts'

export interface ScriptedModel extends LocalModel {
  /** The next answers are these texts, then a complete end. */
  say(...texts: string[]): void
  /** The next answers are what this makes of the prompt. */
  play(script: (prompt: Prompt, signal: AbortSignal) => AsyncIterable<ModelEvent>): void
  prompts: Prompt[]
}

/** A model that says what a test tells it to. */
export function scripted(name: ModelName, { metered = false } = {}): ScriptedModel {
  let script: (prompt: Prompt, signal: AbortSignal) => AsyncIterable<ModelEvent> = () => saying([])
  const prompts: Prompt[] = []
  return {
    name,
    metered,
    leaves: false,
    prompts,
    say: (...texts) => {
      script = () => saying(texts)
    },
    play: next => {
      script = next
    },
    stream: (prompt, signal) => {
      prompts.push(prompt)
      return script(prompt, signal)
    },
  }
}

export interface ScriptedRemote extends RemoteModel {
  play(script: (asked: Outgoing, signal: AbortSignal) => AsyncIterable<ModelEvent>): void
  /** What came, as it was sent. */
  heard: Outgoing[]
}

/** A model outside our server that says what a test tells it to. */
export function scriptedRemote(): ScriptedRemote {
  let script: (asked: Outgoing, signal: AbortSignal) => AsyncIterable<ModelEvent> = () => saying(['Yes.'])
  const heard: Outgoing[] = []
  return {
    name: 'deepseek',
    metered: true,
    leaves: true,
    recipient: { name: 'DeepSeek', country: 'CN' },
    heard,
    play: next => {
      script = next
    },
    stream: async function* (asked, signal) {
      await asked.leaving(JSON.stringify({ messages: asked.messages }))
      heard.push(asked)
      yield* script(asked, signal)
    },
  }
}

async function* saying(texts: string[]): AsyncIterable<ModelEvent> {
  for (const text of texts) yield { type: 'text', text }
  yield { type: 'end', end: 'complete' }
}
