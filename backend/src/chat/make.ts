import type { EndCode, LastEvent } from '@atavus/contract/events'
import type { Policy } from '../assistants/policies.ts'
import { answerText, type KeptEvent, openAnswer, sealAnswer } from '../conversations/sealed.ts'
import { termsOf } from '../conversations/terms.ts'
import { estimateInput } from '../models/compose.ts'
import { ModelFault, type Prompt } from '../models/model.ts'
import { countTokens } from '../models/tokens.ts'
import { NotSent } from '../remote/not-sent.ts'
import type { World } from '../world.ts'
import { answer, type Cost } from './answer.ts'
import type { Batches } from './batches.ts'
import type { Chat } from './chat.ts'
import { type CutReason, type LiveReply, release, show } from './live.ts'
import { type Ending, endReply, findReply } from './queries.ts'

type Usage = Ending['usage']

/** Makes one answer from its first word to its one end, whether or not anybody follows. Never throws. */
export async function make(
  world: World,
  { live, batches }: Chat,
  reply: LiveReply,
  policy: Policy,
  awaited: { prompt?: Promise<Prompt> },
): Promise<void> {
  const cost: Cost = {}
  let end: LastEvent
  try {
    cost.prompt = await awaited.prompt
    cost.given = cost.prompt?.passages.length ?? 0
    delete awaited.prompt
    end = await answer({ world, batches, reply, policy, cost })
  } catch (error) {
    end = endOf(world, reply, error)
  }
  try {
    await finish(world, batches, reply, { end, usage: usageOf(cost, reply), policy, given: cost.given })
  } catch (error) {
    world.fault(error)
  } finally {
    release(live, reply)
  }
}

const endings: Record<CutReason, LastEvent> = {
  stopped: { type: 'stopped' },
  withdrawn: { type: 'error', code: 'withdrawn' },
  erased: { type: 'error', code: 'withdrawn' },
  revoked: { type: 'error', code: 'interrupted' },
  interrupted: { type: 'error', code: 'interrupted' },
  lost: { type: 'error', code: 'interrupted' },
}

function endOf(world: World, reply: LiveReply, error: unknown): LastEvent {
  if (reply.cut.signal.aborted) return endings[reply.cut.signal.reason as CutReason]
  if (error instanceof ModelFault) {
    world.log('warn', 'model_fault', { model: reply.model, code: error.code, begun: error.begun })
    return { type: 'error', code: error.code satisfies EndCode }
  }
  if (error instanceof NotSent) {
    world.log('warn', 'not_sent', { reply: reply.id, code: error.code })
    return { type: 'error', code: error.code satisfies EndCode }
  }
  world.fault(error)
  return { type: 'error', code: 'failed' }
}

/** The model's own count, or ours where a model that costs tokens gave none. */
function usageOf({ model, counted, prompt, input }: Cost, reply: LiveReply): Usage {
  if (counted) return counted
  if (!model || !(prompt || input)) return { input: 0, output: 0, estimated: false }
  const output = countTokens(answerText([...reply.shown, ...reply.pending]))
  return { input: input ?? (prompt ? estimateInput(prompt) : 0), output, estimated: true }
}

const tries = 5

/** How an answer came out. */
interface Outcome {
  end: LastEvent
  usage: Usage
  policy: Policy
  /** How many passages its model was given; unknown when it did not come to that. */
  given: number | undefined
}

/** Keeps the end with all that came before it, then shows it. Whatever the reason, an answer ends once. */
async function finish(world: World, batches: Batches, reply: LiveReply, outcome: Outcome): Promise<void> {
  await batches.leave(reply)
  const rest = [...reply.pending.splice(0), outcome.end]
  const ending = endingOf(reply, [...reply.shown, ...rest], outcome)
  for (let attempt = 1; ; attempt++) {
    try {
      const [ended] = await world.db.once(reply.workspace, tenant => [endReply(tenant, ending)])
      show(reply, ended.length ? rest : await keptElsewhere(world, reply))
      batches.ended(reply)
      return
    } catch (error) {
      if (attempt === tries) throw error
      world.fault(error)
      await new Promise(resolve => setTimeout(resolve, 200 * 2 ** attempt))
    }
  }
}

function endingOf(reply: LiveReply, events: KeptEvent[], { end, usage, policy, given }: Outcome): Ending {
  return {
    reply: reply.id,
    state: end.type === 'done' ? end.end : end.type,
    sealed: sealAnswer(reply.key, reply.id, events),
    terms: termsOf(policy.workspaceKey, answerText(events)),
    usage,
    unanswered: foundNothing(events, end, given),
  }
}

/** Quotes say themselves when nothing fits. What speaks freely found nothing where it was given no passage. */
function foundNothing(events: KeptEvent[], end: LastEvent, given: number | undefined): boolean {
  if (end.type !== 'done') return false
  const told = events.filter(event => typeof event !== 'string')
  if (told.findLast(event => event.type === 'notice')?.notice.model === 'quote') return end.end === 'refused'
  return given === 0 && !told.some(event => event.type === 'source')
}

/** What is left to show of an answer that somebody else has ended: a withdrawal, an erasure, another process. */
async function keptElsewhere(world: World, reply: LiveReply): Promise<KeptEvent[]> {
  const row = await world.db.tenant(reply.workspace, tenant =>
    findReply(tenant, reply.visitor, reply.message),
  )
  const stored = row?.sealed ? openAnswer(reply.key, reply.id, row.sealed) : erased
  const rest = stored.slice(reply.shown.length)
  return rest.length ? rest : stored.slice(-1)
}

const erased: KeptEvent[] = [endings.erased]
