import { messagesFor } from './compose.ts'
import { splitLines } from './lines.ts'
import { type LocalModel, ModelFault, type Prompt } from './model.ts'
import { createTags } from './ollama-tags.ts'
import type { Reply } from './reply.ts'
import { countTokens } from './tokens.ts'
import { type Reader, streamFrom, type UpstreamOptions } from './upstream.ts'

interface OllamaOptions extends UpstreamOptions {
  /** OLLAMA_URL; must resolve to this machine or its own network, the gate sees to it. */
  url: string
  /** Tag of the model; without one, the first local model of the server is used. */
  model?: string
}

const longestLine = 256_000

/** A model on our own Ollama: newline-delimited JSON, errors as a line under status 200. Nothing leaves. */
export function createOllama({ url, model, ...upstream }: OllamaOptions): LocalModel {
  const base = url.replace(/\/+$/, '')
  const localModel = createTags({ gate: upstream.gate, url: base, model, now: upstream.now })
  return {
    name: 'ollama',
    leaves: false,
    metered: true,
    stream: (prompt, signal) =>
      streamFrom(upstream, {
        processor: 'ollama',
        workspace: prompt.workspace,
        signal,
        prepare: async () => ({
          url: `${base}/api/chat`,
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: bodyFor(prompt, await localModel(), upstream.fence()),
        }),
        reader: readLines,
      }),
  }
}

function bodyFor(prompt: Prompt, model: string, fence: string): string {
  const messages = messagesFor(prompt, fence)
  const input = messages.reduce((sum, { content }) => sum + countTokens(content), 0)
  return JSON.stringify({
    model,
    messages,
    stream: true,
    think: false,
    options: { num_predict: prompt.maxTokens, num_ctx: contextFor(input + prompt.maxTokens) },
  })
}

/**
 * Ollama silently cuts the front off a prompt that its context cannot hold: the rules would go first. Only three
 * sizes, because each new one loads the model anew.
 */
function contextFor(tokens: number): number {
  return tokens <= 8192 ? 8192 : tokens <= 16_384 ? 16_384 : 32_768
}

/** Reads the answer's lines into the reply; exported for its tests. */
export function readLines(reply: Reply): Reader {
  const lines = splitLines(longestLine, line => {
    if (!reply.ended && line.trim() !== '') readLine(line, reply)
  })
  return { feed: lines.feed, close: lines.close }
}

interface Line {
  message?: { content?: unknown } | null
  done?: unknown
  done_reason?: unknown
  prompt_eval_count?: unknown
  eval_count?: unknown
  error?: unknown
}

function readLine(text: string, reply: Reply) {
  const line = parse(text)
  if (!line || line.error) throw new ModelFault('model_unavailable')
  const content = line.message?.content
  if (typeof content === 'string') reply.text(content)
  if (line.done !== true) return
  reply.usage(line.prompt_eval_count, line.eval_count)
  reply.end(endOf(line.done_reason, reply.begun))
}

function parse(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

/** Older servers end without a reason; an answer without a word has found nothing to say. */
function endOf(reason: unknown, begun: boolean) {
  if (reason === undefined || reason === '' || reason === 'stop') return begun ? 'complete' : 'refused'
  if (reason === 'length') return 'truncated'
  throw new ModelFault('model_unavailable')
}
