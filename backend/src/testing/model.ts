import type { Model, ModelEvent, ModelName, Prompt } from '../models/model.ts'

export interface ScriptedModel extends Model {
  /** The next answers are these texts, then a complete end. */
  say(...texts: string[]): void
  /** The next answers are what this makes of the prompt. */
  play(script: (prompt: Prompt, signal: AbortSignal) => AsyncIterable<ModelEvent>): void
  prompts: Prompt[]
}

/** A model that says what a test tells it to. */
export function scripted(name: ModelName, { metered = false, leaves = false } = {}): ScriptedModel {
  let script: (prompt: Prompt, signal: AbortSignal) => AsyncIterable<ModelEvent> = () => saying([])
  const prompts: Prompt[] = []
  return {
    name,
    metered,
    leaves,
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

async function* saying(texts: string[]): AsyncIterable<ModelEvent> {
  for (const text of texts) yield { type: 'text', text }
  yield { type: 'end', end: 'complete' }
}
