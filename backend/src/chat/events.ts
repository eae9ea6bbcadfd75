import type { ChatEvent, LastEvent } from '@atavus/contract/events'
import type { KeptEvent } from '../conversations/sealed.ts'
import { type PageNames, toldSource } from '../conversations/sources.ts'
import { recipients } from '../egress/recipients.ts'
import type { ModelName } from '../models/model.ts'

/** What the first two events of every answer say: they follow from its row, so they need not be kept. */
export interface ReplyFacts {
  id: string
  message: string
  conversation: string
  model: ModelName
  expiresAt: Date
}

export function openingEvents({ id, message, conversation, model, expiresAt }: ReplyFacts): KeptEvent[] {
  return [
    { type: 'start', message, reply: id, conversation, deletedAt: expiresAt.toISOString() },
    { type: 'notice', notice: { model, where: whereOf(model), fallback: false, because: null, sent: null } },
  ]
}

export const whereOf = (model: ModelName): 'server' | 'remote' => (recipients[model] ? 'remote' : 'server')

/** The frames of `events[from…]`, numbered from 1: `id: <reply>:<seq>`. JSON has no line breaks of its own. */
export function frames(reply: string, events: KeptEvent[], from: number, names?: PageNames): string {
  let text = ''
  for (let i = from; i < events.length; i++)
    text += `id: ${reply}:${i + 1}\ndata: ${wire(events[i], names)}\n\n`
  return text
}

const wire = (event: KeptEvent | undefined, names?: PageNames): string =>
  JSON.stringify(event === undefined ? event : whole(event, names))

function whole(event: KeptEvent, names?: PageNames): ChatEvent {
  if (typeof event === 'string') return { type: 'text', text: event }
  return event.type === 'source' ? { type: 'source', source: toldSource(event.source, names) } : event
}

/** Adds an event; text that nobody has seen yet grows together into one. */
export function add(events: KeptEvent[], event: KeptEvent): void {
  const last = events.at(-1)
  if (typeof event === 'string' && typeof last === 'string') events[events.length - 1] = last + event
  else events.push(event)
}

export const isLast = (event: KeptEvent | undefined): event is LastEvent =>
  typeof event === 'object' && (event.type === 'done' || event.type === 'stopped' || event.type === 'error')

/** The seq that `Last-Event-ID` names, if it is of this answer; 0 is before the first. */
export function seqAfter(reply: string, lastEventId: string | undefined): number {
  const [id, seq] = (lastEventId ?? '').split(':')
  return id === reply && /^\d{1,9}$/.test(seq ?? '') ? Number(seq) : 0
}
