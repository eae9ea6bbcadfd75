import type { Gate } from '../egress/gate.ts'
import { ModelFault } from './model.ts'

interface TagsOptions {
  gate: Gate
  url: string
  model: string | undefined
  now(): Date
}

const freshMs = 60_000
const limits = { firstByteMs: 5_000, idleMs: 5_000, totalMs: 10_000, maxBytes: 2_000_000 }

/**
 * Finds the tag to ask for, at most once a minute. An Ollama server may also list models that run in a cloud
 * (`remote_host`): it would pass people's words on, so such a model is never used, not even when it was named.
 */
export function createTags({ gate, url, model, now }: TagsOptions): () => Promise<string> {
  let known: { at: number; tag: Promise<string> } | undefined

  async function ask(): Promise<string> {
    const response = await gate.request(
      { kind: 'processor', name: 'ollama', why: 'list models' },
      { url: `${url}/api/tags`, limits },
    )
    const chunks: Buffer[] = []
    await response.read(chunk => chunks.push(chunk))
    const tags = response.status === 200 ? localTags(Buffer.concat(chunks).toString()) : []
    const tag = model === undefined ? tags[0] : tags.find(tag => tag === model || tag === `${model}:latest`)
    if (tag === undefined) throw new ModelFault('model_unavailable')
    return tag
  }

  return () => {
    const at = now().getTime()
    if (known && Math.abs(at - known.at) < freshMs) return known.tag
    const tag = ask()
    const asked = { at, tag }
    known = asked
    tag.catch(() => {
      if (known === asked) known = undefined
    })
    return tag
  }
}

function localTags(text: string): string[] {
  const list = parse(text)
  return Array.isArray(list) ? list.filter(isLocal).map(({ name }) => name) : []
}

function parse(text: string): unknown {
  try {
    return (JSON.parse(text) as { models?: unknown } | null)?.models
  } catch {
    return null
  }
}

function isLocal(entry: unknown): entry is { name: string } {
  const { name, remote_host, remote_model } = (entry ?? {}) as Record<string, unknown>
  return typeof name === 'string' && !remote_host && !remote_model
}
