/** What a model says, before it is put into a protocol. */
export type Line =
  | { text: string }
  /** Why the model stopped, and what it counted: DeepSeek tells it in a chunk of its own, Ollama in the same line. */
  | { finish: string; usage?: [input: number, output: number] }
  /** A sign of life: a comment in SSE, a blank line in NDJSON. */
  | { alive: true }
  /** The protocol's own last word: `[DONE]`; nothing in NDJSON, whose last line is `finish`. */
  | { done: true }

export type Protocol = 'sse' | 'ndjson'

export function protocolOf(path: string): Protocol {
  return path.startsWith('/api/') ? 'ndjson' : 'sse'
}

/** A whole, ordinary answer: its tokens, why it stopped and what it cost, the end. */
export function answer(
  tokens: string[],
  { finish = 'stop', usage = [7, tokens.length] as [number, number] } = {},
): Line[] {
  return [...tokens.map(text => ({ text })), { finish, usage }, { done: true }]
}

/** The bytes of one line, as DeepSeek or Ollama would send them. */
export function wire(line: Line, protocol: Protocol): string {
  return protocol === 'sse' ? event(line) : ndjson(line)
}

function event(line: Line): string {
  if ('alive' in line) return ': keep-alive\n\n'
  if ('done' in line) return 'data: [DONE]\n\n'
  if ('text' in line) return chunk({ choices: [choice(line.text, null)] })
  const last = chunk({ choices: [choice('', line.finish)] })
  if (!line.usage) return last
  const [prompt_tokens, completion_tokens] = line.usage
  const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
  return last + chunk({ choices: [], usage })
}

function chunk(rest: object): string {
  const head = { id: 'scripted', object: 'chat.completion.chunk', created: 0, model: 'scripted' }
  return `data: ${JSON.stringify({ ...head, ...rest })}\n\n`
}

function choice(content: string, finish_reason: string | null) {
  return { index: 0, delta: { content }, logprobs: null, finish_reason }
}

function ndjson(line: Line): string {
  if ('alive' in line || 'done' in line) return '\n'
  const head = { model: 'scripted:latest', created_at: '2026-01-01T00:00:00Z' }
  return `${JSON.stringify({ ...head, ...part(line) })}\n`
}

function part(line: Extract<Line, { text: string } | { finish: string }>) {
  const message = { role: 'assistant', content: 'text' in line ? line.text : '' }
  if ('text' in line) return { message, done: false }
  const [prompt_eval_count, eval_count] = line.usage ?? []
  return { message, done: true, done_reason: line.finish, prompt_eval_count, eval_count }
}
