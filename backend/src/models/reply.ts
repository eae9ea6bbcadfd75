import type { ModelEvent } from './model.ts'

type Next = IteratorResult<ModelEvent, undefined>

/** The side of a reply that its protocol fills. */
export interface Reply {
  /** Whether any text has come. */
  readonly begun: boolean
  /** Whether the last event has come; not so after a failure. */
  readonly ended: boolean
  text(text: string): void
  /** Kept until the end: what a broken try counted is forgotten, and of several counts the last holds. */
  usage(input: unknown, output: unknown): void
  end(end: 'complete' | 'truncated' | 'refused'): void
  /** Ends with an error instead; what was not read yet is read first, unless `now`. */
  fail(error: unknown, now?: boolean): void
}

const over: Next = { done: true, value: undefined }

/**
 * A queue between callbacks and `for await`, in place of an async generator, whose extra turns cost as much as the
 * parsing of a token. Texts that wait together are joined: nobody gets them later, and each event costs less.
 * @param start called when the first event is asked for. @param leave called when the reader goes early.
 */
export function replyQueue(
  start: () => void,
  leave: () => void,
): { reply: Reply; events: AsyncIterable<ModelEvent> } {
  let queue: ModelEvent[] = []
  let waiting: PromiseWithResolvers<Next> | undefined
  let state: 'idle' | 'open' | 'ended' | 'failed' | 'left' = 'idle'
  let failure: { error: unknown } | undefined
  let begun = false
  let half = ''
  let counted: ModelEvent | undefined

  function push(event: ModelEvent) {
    if (waiting) {
      waiting.resolve({ done: false, value: event })
      waiting = undefined
      return
    }
    const last = queue.at(-1)
    if (event.type === 'text' && last?.type === 'text') last.text += event.text
    else queue.push(event)
  }

  const reply: Reply = {
    get begun() {
      return begun
    },
    get ended() {
      return state === 'ended'
    },
    text(more) {
      if (state !== 'open') return
      const text = whole(half + more)
      half = text.half
      if (text.whole === '') return
      begun = true
      push({ type: 'text', text: text.whole })
    },
    usage(input, output) {
      if (isCount(input) && isCount(output)) counted = { type: 'usage', input, output }
    },
    end(end) {
      if (state !== 'open') return
      if (counted) push(counted)
      push({ type: 'end', end })
      state = 'ended'
    },
    fail(error, now = false) {
      if (state !== 'open') return
      state = 'failed'
      if (now) queue = []
      if (waiting) waiting.reject(error)
      else failure = { error }
      waiting = undefined
    },
  }

  function next(): Promise<Next> {
    if (state === 'idle') {
      state = 'open'
      start()
    }
    const event = queue.shift()
    if (event) return Promise.resolve({ done: false, value: event })
    if (failure) {
      const { error } = failure
      failure = undefined
      return Promise.reject(error)
    }
    if (state !== 'open') return Promise.resolve(over)
    waiting = Promise.withResolvers<Next>()
    return waiting.promise
  }

  async function leaveEarly(): Promise<Next> {
    if (state === 'open') {
      state = 'left'
      leave()
    }
    queue = []
    waiting?.resolve(over)
    waiting = undefined
    return over
  }

  return { reply, events: { [Symbol.asyncIterator]: () => ({ next, return: leaveEarly }) } }
}

/** Keeps back the first half of a sign that came in two (a surrogate), and takes out what no text may hold. */
function whole(text: string): { whole: string; half: string } {
  const last = text.charCodeAt(text.length - 1)
  const half = last >= 0xd800 && last <= 0xdbff ? text.slice(-1) : ''
  const rest = half ? text.slice(0, -1) : text
  return {
    whole: rest.isWellFormed() ? rest.replaceAll('\0', '') : rest.toWellFormed().replaceAll('\0', ''),
    half,
  }
}

/** A count that a database's integer can hold; anything else that an upstream says is not a count. */
function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0x7fffffff
}
