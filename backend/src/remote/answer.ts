import { restorer } from '@atavus/anonymizer/restore'
import { type ModelEvent, ModelFault, type Prompt, type RemoteModel } from '../models/model.ts'
import type { World } from '../world.ts'
import type { Earlier } from './earlier.ts'
import { NotSent } from './not-sent.ts'
import { languageOf, type Prepared, prepare } from './outgoing.ts'
import { keepSent } from './queries.ts'
import { sealSent, sealValues } from './sealed.ts'

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
  const leaving = once(() => keep(world, model, reply, prepared, told))
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
  reply: RemoteReply,
  prepared: Prepared,
  told: (prepared: Prepared) => void,
): Promise<void> {
  const row = {
    reply: reply.id,
    conversation: reply.conversation,
    recipient: recipient.name,
    country: recipient.country,
    sealed: sealSent(reply.key, reply.id, { messages: prepared.messages, masked: prepared.values }),
    sealedUntil: reply.historyUntil ?? reply.expiresAt,
    sealedValues: sealValues(reply.key, reply.id, prepared.own),
    expiresAt: reply.expiresAt,
  }
  try {
    await world.db.once(reply.workspace, tenant => [keepSent(tenant, row)])
  } catch (error) {
    world.fault(error)
    throw new ModelFault('model_unavailable')
  }
  told(prepared)
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}
