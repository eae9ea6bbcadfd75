import type { EndCode, LastEvent } from '@atavus/contract/events'
import type { Policy } from '../assistants/policies.ts'
import { answerText, sealAnswer } from '../conversations/sealed.ts'
import { estimateInput } from '../models/compose.ts'
import { type Model, ModelFault, type Prompt } from '../models/model.ts'
import { countTokens } from '../models/tokens.ts'
import type { World } from '../world.ts'
import type { Batches } from './batches.ts'
import { cited } from './cite.ts'
import { add, whereOf } from './events.ts'
import { type CutReason, type Live, type LiveReply, show } from './live.ts'
import { type Ending, endReply } from './queries.ts'

type Usage = Ending['usage']

/** Makes one answer from its first word to its one end, whether or not anybody follows. Never throws. */
export async function make(
  world: World,
  live: Live,
  batches: Batches,
  reply: LiveReply,
  policy: Policy,
  prompt: Prompt,
): Promise<void> {
  const usage: { counted?: NonNullable<Usage>; model?: Model } = {}
  let end: LastEvent
  try {
    end = await answer(world, batches, reply, policy, prompt, usage)
  } catch (error) {
    end = endOf(world, reply, error)
  }
  try {
    await finish(world, batches, reply, end, usage.counted ?? estimate(usage.model, prompt, reply))
  } catch (error) {
    world.fault(error)
  } finally {
    live.remove(reply)
    for (const { stream } of reply.readers) stream.end()
  }
}

/** Streams from the assistant's model, or, when that is down before its first word and the owner allows it, quotes. */
async function answer(
  world: World,
  batches: Batches,
  reply: LiveReply,
  policy: Policy,
  prompt: Prompt,
  usage: { counted?: NonNullable<Usage>; model?: Model },
): Promise<LastEvent> {
  const model = world.models[policy.model]
  const quote = world.models.quote
  try {
    if (!model) throw new ModelFault('model_unavailable')
    usage.model = model
    return await say(batches, reply, model, prompt, usage)
  } catch (error) {
    const down =
      error instanceof ModelFault && !error.begun && reply.pending.length === 0 && reply.shown.length <= 2
    if (!down || !policy.quoteFallback || !quote || model === quote) throw error
    world.log('warn', 'model_fallback', { model: policy.model, code: error.code })
    note(batches, reply, {
      type: 'notice',
      notice: { model: 'quote', where: whereOf('quote'), fallback: true },
    })
    return await say(batches, reply, quote, prompt, usage)
  }
}

async function say(
  batches: Batches,
  reply: LiveReply,
  model: Model,
  prompt: Prompt,
  usage: { counted?: NonNullable<Usage> },
): Promise<LastEvent> {
  const { signal } = reply.cut
  for await (const event of cited(model.stream(prompt, signal), prompt.passages)) {
    signal.throwIfAborted()
    if (event.type === 'text') note(batches, reply, event.text)
    else if (event.type === 'source') note(batches, reply, event)
    else if (event.type === 'usage')
      usage.counted = { input: event.input, output: event.output, estimated: false }
    else return { type: 'done', end: event.end }
  }
  throw new ModelFault('model_unavailable', true)
}

function note(batches: Batches, reply: LiveReply, event: Parameters<typeof add>[1]): void {
  add(reply.pending, event)
  batches.changed(reply)
}

const endings: Record<CutReason, LastEvent> = {
  stopped: { type: 'stopped' },
  withdrawn: { type: 'error', code: 'withdrawn' },
  erased: { type: 'error', code: 'withdrawn' },
  interrupted: { type: 'error', code: 'interrupted' },
  lost: { type: 'error', code: 'interrupted' },
}

function endOf(world: World, reply: LiveReply, error: unknown): LastEvent {
  if (reply.cut.signal.aborted) return endings[reply.cut.signal.reason as CutReason]
  if (error instanceof ModelFault) {
    world.log('warn', 'model_fault', { model: reply.model, code: error.code, begun: error.begun })
    return { type: 'error', code: error.code satisfies EndCode }
  }
  world.fault(error)
  return { type: 'error', code: 'failed' }
}

/** Our own count, where a model that costs tokens gave none. */
function estimate(model: Model | undefined, prompt: Prompt, reply: LiveReply): Usage {
  if (!model?.metered) return { input: 0, output: 0, estimated: false }
  const output = countTokens(answerText([...reply.shown, ...reply.pending]))
  return { input: estimateInput(prompt), output, estimated: true }
}

const tries = 5

/** Keeps the end with all that came before it, then shows it. Whatever the reason, an answer ends once. */
async function finish(
  world: World,
  batches: Batches,
  reply: LiveReply,
  end: LastEvent,
  usage: Usage,
): Promise<void> {
  await batches.leave(reply)
  if (reply.cut.signal.reason === 'lost') return
  const rest = [...reply.pending.splice(0), end]
  const sealed = sealAnswer(reply.key, reply.id, [...reply.shown, ...rest])
  const state = end.type === 'done' ? end.end : end.type
  for (let attempt = 1; ; attempt++) {
    try {
      const [ended] = await world.db.once(reply.workspace, tenant => [
        endReply(tenant, { reply: reply.id, state, sealed, usage }),
      ])
      // What was erased meanwhile has no row to end; its reader is told all the same.
      if (ended.length || reply.cut.signal.aborted) show(reply, rest)
      return
    } catch (error) {
      if (attempt === tries) throw error
      world.fault(error)
      await new Promise(resolve => setTimeout(resolve, 200 * 2 ** attempt))
    }
  }
}
