import type { LastEvent, Sent, Whereabouts } from '@atavus/contract/events'
import type { Policy } from '../assistants/policies.ts'
import { estimateInput, tokensOf } from '../models/compose.ts'
import { type Model, ModelFault, type Prompt, type RemoteModel } from '../models/model.ts'
import { answerRemotely } from '../remote/answer.ts'
import { NotSent } from '../remote/not-sent.ts'
import type { World } from '../world.ts'
import type { Batches } from './batches.ts'
import { cited } from './cite.ts'
import { add, whereOf } from './events.ts'
import type { LiveReply } from './live.ts'

/** What has cost something so far: the model that was called, and its own count once it gave it. */
export interface Cost {
  /** Held until the first word: an answer streams for long, and thousands do at once. */
  prompt?: Prompt | undefined
  /** How many passages the prompt has. */
  given?: number
  /** What the prompt took by our own count, in tokens. */
  input?: number
  model?: Model
  counted?: { input: number; output: number; estimated: boolean }
}

/** One answer that is being made. */
interface Making {
  world: World
  batches: Batches
  reply: LiveReply
  policy: Policy
  cost: Cost
  /** What has left for this answer, also when another model answers in the end. */
  left?: Sent
}

/**
 * Streams from the assistant's model. When it is down before its first word and the owner allows it, quotes. What must
 * not leave our server is answered on it: always when its visitor keeps it here, and else when the owner allows it.
 */
export async function answer(making: Making): Promise<LastEvent> {
  const { world, reply, policy } = making
  const model = world.models[policy.model]
  if (whereOf(policy.model) === 'remote' && !reply.remote) return keptHere(making)
  try {
    if (!model) throw new ModelFault('model_unavailable')
    return await say(making, model)
  } catch (error) {
    if (reply.cut.signal.aborted) throw error
    if (error instanceof NotSent) return unsure(making, error)
    if (!mayQuote(making, error)) throw error
    world.log('warn', 'model_fallback', { model: policy.model, code: error.code })
    return await fallBack(making, 'quote', 'down')
  }
}

/** The visitor keeps their words on this server: the chat goes on without the model outside. */
async function keptHere(making: Making): Promise<LastEvent> {
  const { world, policy } = making
  if (!policy.localFallback || !world.models.ollama) return fallBack(making, 'quote', 'refused')
  try {
    return await fallBack(making, 'ollama', 'refused')
  } catch (error) {
    if (!(error instanceof ModelFault) || hasSpoken(making.reply)) throw error
    if (error.code !== 'model_slow') delete making.cost.model
    return await fallBack(making, 'quote', 'refused')
  }
}

/** Nothing has left. The local model may answer if the owner allows it; else the visitor hears why. */
async function unsure(making: Making, why: NotSent): Promise<LastEvent> {
  const { world, policy } = making
  delete making.cost.model
  delete making.cost.input
  if (why.cause instanceof Error) world.fault(why.cause)
  if (!policy.localFallback || !world.models.ollama) {
    tellNothingLeft(making)
    throw new NotSent(why.code)
  }
  const because = why.code === 'not_anonymized' ? 'unsure' : 'down'
  try {
    return await fallBack(making, 'ollama', because)
  } catch (error) {
    if (!mayQuote(making, error)) throw error
    return await fallBack(making, 'quote', because)
  }
}

/** The first notice said who would answer; it did not come to that. */
function tellNothingLeft({ batches, reply, policy }: Making): void {
  note(batches, reply, {
    type: 'notice',
    notice: { model: policy.model, where: 'server', fallback: false, because: null, sent: null },
  })
}

function mayQuote({ world, reply, policy, cost }: Making, error: unknown): error is ModelFault {
  if (!(error instanceof ModelFault) || error.begun || reply.cut.signal.aborted) return false
  // What was never taken up costs nothing; a model that was too slow may have read it all.
  if (error.code !== 'model_slow') delete cost.model
  const { quote } = world.models
  return !hasSpoken(reply) && policy.quoteFallback && quote !== undefined && policy.model !== 'quote'
}

const hasSpoken = ({ shown, pending }: LiveReply): boolean =>
  [...shown, ...pending].some(event => typeof event === 'string' || event.type === 'source')

async function fallBack(
  making: Making,
  name: 'quote' | 'ollama',
  because: NonNullable<Whereabouts['because']>,
): Promise<LastEvent> {
  const { world, batches, reply, left = null } = making
  const model = world.models[name]
  if (!model || model.leaves) throw new ModelFault('model_unavailable')
  note(batches, reply, {
    type: 'notice',
    notice: { model: name, where: whereOf(name), fallback: true, because, sent: left },
  })
  return await say(making, model)
}

async function say(making: Making, model: Model): Promise<LastEvent> {
  const { batches, reply, cost } = making
  const { signal } = reply.cut
  if (model.metered) cost.model = model
  for await (const event of cited(...spoken(making, model, signal))) {
    signal.throwIfAborted()
    if (cost.prompt) settlePrompt(cost)
    if (event.type === 'text') note(batches, reply, event.text)
    else if (event.type === 'source') note(batches, reply, event)
    else if (event.type === 'usage')
      cost.counted = { input: event.input, output: event.output, estimated: false }
    else return { type: 'done', end: event.end }
  }
  throw new ModelFault('model_unavailable', true)
}

/** The model's words, and what they may cite: the names of the passages without their texts. */
function spoken(making: Making, model: Model, signal: AbortSignal): Parameters<typeof cited> {
  const { prompt } = making.cost
  if (!prompt) throw new ModelFault('model_unavailable', true)
  if (model.leaves) return remotely(making, model, prompt, signal)
  return [model.stream(prompt, signal), named(prompt.passages)]
}

const named = (passages: Prompt['passages']) =>
  passages.map(({ document, title, url, heading, shared }) => ({
    document,
    title,
    url,
    heading,
    ...(shared && { shared }),
  }))

/** It is told which passages are sent, and so how they are numbered, before the first word can cite one. */
function remotely(
  making: Making,
  model: RemoteModel,
  prompt: Prompt,
  signal: AbortSignal,
): Parameters<typeof cited> {
  const { world, batches, reply, policy, cost } = making
  const sentAlong: ReturnType<typeof named> = []
  const events = answerRemotely(world, model, prompt, { reply, policy }, signal, prepared => {
    making.left = prepared.sent
    cost.input = tokensOf(prepared.messages)
    sentAlong.push(...named(prepared.passages))
    note(batches, reply, {
      type: 'notice',
      notice: { model: model.name, where: 'remote', fallback: false, because: null, sent: prepared.sent },
    })
  })
  return [events, sentAlong]
}

function settlePrompt(cost: Cost): void {
  if (cost.prompt && cost.model) cost.input ??= estimateInput(cost.prompt)
  cost.prompt = undefined
}

function note(batches: Batches, reply: LiveReply, event: Parameters<typeof add>[1]): void {
  add(reply.pending, event)
  batches.changed(reply)
}
