import { restorer } from '@atavus/anonymizer/restore'
import { type ModelEvent, ModelFault, type Prompt, type RemoteModel } from '../models/model.ts'
import type { World } from '../world.ts'
import type { Earlier } from './earlier.ts'
import { NotSent } from './not-sent.ts'
import { languageOf, type Prepared, prepare } from './outgoing.ts'
import { bodyHash, takenApart } from './parts.ts'
import { keepParts, keepSent, type SentRow } from './queries.ts'
import { sealValues } from './sealed.ts'

/** The answer that is asked for, as the ledger and the anonymizer need it. */
export interface RemoteReply {
  id: string
  workspace: string
  conversation: string
  /** The conversation's key. */
  key: Buffer
  expiresAt: Date
  earlier: Earlier
  /** When the oldest message goes that the prompt takes along, if it takes any. */
  historyUntil: Date | undefined
}

/** What the assistant's owner decided. */
export interface RemotePolicy {
  regions: readonly string[]
  publicContacts: readonly string[]
  secondLook: boolean
}

/**
 * The way to a model that leaves our server: masks the prompt, keeps what leaves in the ledger, tells of it, asks, and
 * puts the values back into what comes. Throws `NotSent` before anything has left, or what the model throws.
 */
export async function* answerRemotely(
  world: World,
  model: RemoteModel,
  prompt: Prompt,
  { reply, policy }: { reply: RemoteReply; policy: RemotePolicy },
  signal: AbortSignal,
  told: (prepared: Prepared) => void,
): AsyncGenerator<ModelEvent> {
  if (world.canary.state !== 'passed') throw new NotSent('anonymizer_failed')
  const also = policy.secondLook ? await lookAgain(world, prompt, signal) : []
  const prepared = prepare(world.anonymizer, model.recipient, {
    prompt,
    key: reply.key,
    regions: policy.regions,
    readable: policy.publicContacts,
    earlier: reply.earlier.values,
    also,
  })
  const leaving = once(body => keep(world, model, { reply, prepared, body }, told))
  const { push, end } = restorer(prepared.values, languageOf(prompt.language))
  for await (const event of model.stream(prepared.outgoing(leaving), signal)) {
    const text = event.type === 'text' ? push(event.text) : event.type === 'end' ? end() : ''
    if (text) yield { type: 'text', text }
    if (event.type !== 'text') yield event
  }
}

/** Detectors find what they know; the local model may find more. When it cannot be asked, nothing leaves. */
async function lookAgain(world: World, prompt: Prompt, signal: AbortSignal) {
  try {
    if (!world.secondLook) throw new ModelFault('model_unavailable')
    return await world.secondLook(prompt.question, signal)
  } catch (error) {
    signal.throwIfAborted()
    throw new NotSent('anonymizer_failed', error)
  }
}

/** What cannot be kept does not leave. */
async function keep(
  world: World,
  { recipient }: RemoteModel,
  { reply, prepared, body }: { reply: RemoteReply; prepared: Prepared; body: string },
  told: (prepared: Prepared) => void,
): Promise<void> {
  try {
    const row: SentRow = {
      reply: reply.id,
      conversation: reply.conversation,
      recipient: recipient.name,
      country: recipient.country,
      ...takenApart(reply.key, reply.id, prepared, body),
      bodyHash: bodyHash(body),
      sealedUntil: reply.historyUntil ?? reply.expiresAt,
      sealedValues: sealValues(reply.key, reply.id, prepared.own),
      expiresAt: reply.expiresAt,
    }
    await world.db.once(reply.workspace, tenant => [keepParts(tenant, row), keepSent(tenant, row)])
  } catch (error) {
    world.fault(error)
    throw new ModelFault('model_unavailable')
  }
  told(prepared)
}

/** By its hash, so that the body is not held in memory for as long as the answer streams. */
function once(work: (body: string) => Promise<void>): (body: string) => Promise<void> {
  let first: { hash: Buffer; done: Promise<void> } | undefined
  return async body => {
    const hash = bodyHash(body)
    first ??= { hash, done: work(body) }
    if (!first.hash.equals(hash)) throw new ModelFault('model_unavailable')
    await first.done
  }
}
