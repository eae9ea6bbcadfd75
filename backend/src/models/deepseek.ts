import { StringDecoder } from 'node:string_decoder'
import { createParser } from 'eventsource-parser'
import { createGate } from '../egress/gate.ts'
import { recipients } from '../egress/recipients.ts'
import { openRecorder } from '../egress/recorder.ts'
import { ModelFault, type Outgoing, type RemoteModel } from './model.ts'
import type { Reply } from './reply.ts'
import { type Reader, streamFrom, type UpstreamOptions } from './upstream.ts'

interface DeepSeekOptions extends UpstreamOptions {
  /** DEEPSEEK_URL, without `/chat/completions`. */
  url: string
  key: string
  model?: string
}

const longestEvent = 256_000

/** A whole answer in its protocol, for a recorder to give. */
const yes = `data: ${JSON.stringify({
  choices: [{ index: 0, delta: { content: 'yes' }, finish_reason: 'stop' }],
})}\n\ndata: [DONE]\n\n`

/** DeepSeek's chat API, or any that speaks it: server-sent events, `data: [DONE]` at the end. */
export function createDeepSeek({
  url,
  key,
  model = 'deepseek-v4-flash',
  ...upstream
}: DeepSeekOptions): RemoteModel {
  return {
    name: 'deepseek',
    leaves: true,
    recipient: recipients.deepseek,
    metered: true,
    stream: (prompt, signal) =>
      streamFrom(upstream, {
        processor: 'deepseek',
        workspace: prompt.workspace,
        signal,
        prepare: async () => {
          const body = bodyFor(prompt, model)
          await prompt.leaving(body)
          return {
            url: `${url.replace(/\/+$/, '')}/chat/completions`,
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              accept: 'text/event-stream',
              authorization: `Bearer ${key}`,
            },
            body,
          }
        },
        reader: readEvents,
      }),
  }
}

/**
 * The model as it is, but for its address: a recorder in this process, which at each call first is busy, then answers.
 * What would leave can be looked at there.
 */
export async function recordedDeepSeek(upstream: Omit<UpstreamOptions, 'gate'>, statuses = [503, 200]) {
  const { url, host, bodies, close } = await openRecorder(yes, statuses)
  const gate = createGate({ allow: [host], record: () => {} })
  const model = createDeepSeek({ ...upstream, gate, url, key: 'canary', patience: { pauseMs: 1 } })
  return {
    name: model.name,
    model,
    /** How often each prompt is sent. */
    tries: statuses.length,
    bodies,
    close: () => {
      gate.close()
      close()
    },
  }
}

function bodyFor(prompt: Outgoing, model: string): string {
  return JSON.stringify({
    model,
    messages: prompt.messages,
    max_tokens: prompt.maxTokens,
    stream: true,
    stream_options: { include_usage: true },
    // Thinking is on by default; its tokens are charged, count against the ceiling and are never shown.
    thinking: { type: 'disabled' },
  })
}

/** Reads the answer's events into the reply; exported for its tests. */
export function readEvents(reply: Reply): Reader {
  const decoder = new StringDecoder('utf8')
  let finish: string | undefined

  function close() {
    if (finish !== undefined) reply.end(endOf(finish, reply.begun))
  }

  const parser = createParser({
    maxBufferSize: longestEvent,
    onEvent({ event, data }) {
      // Only plain data events are part of this protocol; whatever else is said is not for us.
      if (reply.ended || (event !== undefined && event !== 'message')) return
      if (data === '[DONE]') return close()
      finish = readChunk(data, reply) ?? finish
    },
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') throw new ModelFault('model_unavailable')
    },
  })
  return { feed: chunk => parser.feed(decoder.write(chunk)), close }
}

interface Chunk {
  choices?: { delta?: { content?: unknown } | null; finish_reason?: unknown }[]
  usage?: { prompt_tokens?: unknown; completion_tokens?: unknown } | null
  error?: unknown
}

/** Tells the reply what one chunk says; gives the reason to finish, if it names one. */
function readChunk(data: string, reply: Reply): string | undefined {
  const chunk = parse(data)
  if (!chunk || chunk.error) throw new ModelFault('model_unavailable')
  const choice = Array.isArray(chunk.choices) ? chunk.choices[0] : undefined
  const content = choice?.delta?.content
  if (typeof content === 'string') reply.text(content)
  if (chunk.usage) reply.usage(chunk.usage.prompt_tokens, chunk.usage.completion_tokens)
  return typeof choice?.finish_reason === 'string' ? choice.finish_reason : undefined
}

function parse(data: string): Chunk | null {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

/** An answer is complete only if its model said why it stopped; one without a word has found nothing to say. */
function endOf(finish: string, begun: boolean) {
  if (finish === 'stop') return begun ? 'complete' : 'refused'
  if (finish === 'length') return 'truncated'
  if (finish === 'content_filter') return 'refused'
  throw new ModelFault(finish === 'insufficient_system_resource' ? 'model_busy' : 'model_unavailable')
}
