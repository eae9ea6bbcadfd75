import type { PublicAssistant } from '@atavus/contract/chat'
import type { ChatEvent } from '@atavus/contract/events'
import type { Problem } from '@atavus/contract/refusals'
import { pseudonym } from '../../lib/ids.ts'
import type { ModelEvent } from '../../models/model.ts'
import { type Heard, hear, textOf, type Visitor } from '../../testing/shop.ts'

/** One question of a visitor, with the means to send it again, follow it and stop it. */
export interface Talk {
  id: string
  send(more?: { text?: string; conversation?: string; id?: string }): Promise<Response>
  follow(lastEventId?: string, base?: string, visitor?: Known): Promise<Response>
  stop(base?: string, visitor?: Known): Promise<number>
}

/** Whose token it is that asks. */
type Known = Pick<Visitor, 'headers'>

export function talk(base: string, visitor: Known, text: string, id: string = pseudonym()): Talk {
  const at = (where: string, path: string, init: RequestInit) =>
    fetch(`${where}/v1/chat/messages${path}`, init)
  return {
    id,
    send: more =>
      at(base, '', {
        method: 'POST',
        headers: visitor.headers,
        body: JSON.stringify({ id, text, ...more }),
      }),
    follow: (lastEventId, where = base, who = visitor) =>
      at(where, `/${id}/events`, {
        headers: { ...who.headers, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) },
      }),
    stop: async (where = base, who = visitor) =>
      (await at(where, `/${id}/stop`, { method: 'POST', headers: who.headers })).status,
  }
}

export const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Problem).code

export const eventsOf = (heard: Heard[]): ChatEvent[] => heard.map(({ event }) => event)

export const whole = async (response: Promise<Response>): Promise<Heard[]> => hear(await response)

export const isLast = ({ event }: Heard): boolean => ['done', 'stopped', 'error'].includes(event.type)

/** The answer, and a promise that resolves once so much of it has been shown. */
export async function listen(asking: Promise<Response>, letters = 10) {
  let some = () => {}
  const shown = new Promise<void>(resolve => {
    some = resolve
  })
  const heard = hear(await asking, now => {
    if (textOf(now).length >= letters) some()
    return false
  })
  return { heard, shown }
}

/** The conversation that an answer says it belongs to. */
export function conversationOf(heard: Heard[]): string {
  const start = heard[0]?.event
  if (start?.type !== 'start') throw new Error('no start')
  return start.conversation
}

/** A script that a test leads by the hand: it says what it is told to, when it is told to. */
export function led() {
  const said: ModelEvent[] = []
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const go of waiting) go()
    waiting.clear()
  }
  let begun = () => {}
  const started = new Promise<void>(resolve => {
    begun = resolve
  })
  let left = () => {}
  const aborted = new Promise<void>(resolve => {
    left = resolve
  })
  return {
    /** Resolves when the model is called. */
    started,
    /** Resolves when its answer was cut. */
    aborted,
    say(...events: (string | ModelEvent)[]) {
      for (const event of events) said.push(typeof event === 'string' ? { type: 'text', text: event } : event)
      wake()
    },
    end() {
      this.say({ type: 'end', end: 'complete' })
    },
    script: async function* (_: unknown, signal: AbortSignal): AsyncIterable<ModelEvent> {
      begun()
      const cut = () => {
        left()
        wake()
      }
      signal.addEventListener('abort', cut)
      for (;;) {
        signal.throwIfAborted()
        const event = said.shift()
        if (event) yield event
        else
          await new Promise<void>(resolve => {
            waiting.add(resolve)
          })
      }
    },
  }
}

/** A script that fails before its first word. */
export const failing = (error: Error) =>
  async function* (): AsyncIterable<ModelEvent> {
    yield* []
    throw error
  }

/** Until it is so; gives up after ten seconds. */
export async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000
  while (!(await so())) {
    if (performance.now() > end) throw new Error('it never came to that')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

/** Limits that no test reaches, where limits are not what it is about. */
const plenty = { burst: 1_000_000, every: 1 }
export const unlimited = {
  visitor: plenty,
  address: plenty,
  key: plenty,
  arrivals: plenty,
  signIns: plenty,
}

/** The hash of an assistant's notice as it reads now. */
export async function noticeOf(
  ask: (path: string, init: RequestInit) => Response | Promise<Response>,
  key: string,
  origin: string,
): Promise<string> {
  const seen = await ask(`/v1/chat/assistant?key=${key}&lang=en`, { headers: { origin } })
  return ((await seen.json()) as PublicAssistant).notice.hash
}
