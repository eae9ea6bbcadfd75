import { createHmac } from 'node:crypto'
import type { Ask } from '@atavus/contract/chat'
import type { Counter } from '@atavus/contract/workspace'
import type { Policy } from '../assistants/policies.ts'
import type { Visitor } from '../consent/visitor.ts'
import { sealQuestion, wrapConversationKey } from '../conversations/sealed.ts'
import { termsOf } from '../conversations/terms.ts'
import type { Passage } from '../knowledge/passage.ts'
import { dayIn, monthOf, spanOf } from '../lib/day.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { tellSpent } from '../metering/spent.ts'
import type { ModelName } from '../models/model.ts'
import { tellQuotaSpent } from '../plans/spent.ts'
import type { World } from '../world.ts'
import { keepPages, type OpenedTurn, openTurn, type Turn } from './queries.ts'
import { type Room, roomFor, sizeOfAll, within } from './room.ts'
import { endOf, type Own, pagesOf, sharedPassages } from './shared.ts'

const mostHistory = 10
/** Answers that one visitor may have under way at once. */
const visitorAtOnce = 2
const previewDays = 1

/** A question that is about to be opened, whichever model answers it. */
export interface Opening {
  policy: Policy
  visitor: Visitor
  ask: Ask
  /** The conversation that goes on, if one does. */
  known: string | undefined
  /** The conversation's. */
  key: Buffer
  feature: Counter | null
  /** Set when it is an account's own. */
  own: Own | null
}

/** How it is answered: by whose policy, with how much room, as which row. */
export interface Course {
  policy: Policy
  room: Room
  turn: Turn
}

/** The course of a turn by one model. `beyond`: its month is used up. Refuses with `too_large`. */
export function courseOf(world: World, opening: Opening, name: ModelName, beyond = false): Course {
  const policy = beyond ? { ...opening.policy, model: name } : opening.policy
  const shared = opening.own?.shared ?? []
  const ids = shared.map(() => newId(world.now()))
  const pages = sharedPassages(shared, ids, opening.visitor.language)
  const room = roomFor(policy, opening.ask.text, world.models[name], pages)
  return { policy, room, turn: turnOf(world, opening, { name, room, beyond, ids }) }
}

function turnOf(
  world: World,
  { policy, visitor, ask, known, key, feature, own }: Opening,
  { name, room, beyond, ids }: { name: ModelName; room: Room; beyond: boolean; ids: readonly string[] },
): Turn {
  const now = world.now()
  const message = ask.id.toLowerCase()
  const conversation = known ?? newId(now)
  const day = dayIn(policy.timeZone, now)
  return {
    assistant: policy.id,
    visitor: visitor.id,
    consent: visitor.consent,
    message,
    bodyHash: hashOf(policy, ask.text, own),
    reply: newId(now),
    conversation,
    isNew: !known,
    sealedKey: known ? null : wrapConversationKey(policy.workspaceKey, conversation, key),
    sealedQuestion: sealQuestion(key, message, ask.text),
    terms: termsOf(policy.workspaceKey, ask.text),
    language: visitor.language,
    origin: visitor.origin,
    preview: visitor.preview,
    model: name,
    process: requireProcess(world),
    expiresAt: endOf(now, own ? own.days : visitor.preview ? previewDays : policy.retentionDays),
    own: own && { account: own.account, pages: pagesOf(policy, own, ids, key) },
    mostHistory,
    historyBytes: room.history,
    metered: world.models[name]?.metered ?? false,
    fixedBytes: room.fixed,
    answerTokens: policy.answerTokens,
    day,
    dayEnds: spanOf(policy.timeZone, day).until,
    messagesPerDay: policy.messagesPerDay,
    tokensPerDay: policy.tokensPerDay,
    answersAtOnce: policy.answersAtOnce,
    visitorAtOnce,
    feature,
    plans: world.payments !== undefined,
    beyond,
    ...monthOf(policy.timeZone, day),
  }
}

/**
 * Opens a turn on its usual course. Where the plan's month is used up and the owner has what comes then quoted, it is
 * opened anew on that course: the refused try has left no trace. Gives the course that it is on, with its row.
 */
export async function openOnCourse(
  world: World,
  opening: Opening,
  usual: Course,
  found: Promise<Passage[]>,
): Promise<Course & { opened: OpenedTurn }> {
  try {
    return { ...usual, opened: await openWithin(world, usual, found) }
  } catch (error) {
    if (!isSpent(error, 'quota_spent') || usual.policy.atLimit !== 'quote' || !world.models.quote) throw error
    const quoted = courseOf(world, opening, 'quote', true)
    return { ...quoted, opened: await openWithin(world, quoted, found) }
  }
}

/**
 * Opens the turn while its passages are still looked for: the budget reserves the most that they may take. Only where
 * that is too much for what is left are they waited for, and what they do take decides. That a budget or the plan's
 * month is spent is told to the owners.
 */
async function openWithin(
  world: World,
  { policy, room, turn }: Course,
  found: Promise<Passage[]>,
): Promise<OpenedTurn> {
  const open = async (bytes: number) => {
    const whole = { ...turn, fixedBytes: turn.fixedBytes + bytes }
    const { reply, own } = turn
    const [[opened]] = await world.db.once(
      policy.workspace,
      tenant => [
        openTurn(tenant, whole),
        ...(own?.pages.length ? [keepPages(tenant, reply, own.pages)] : []),
      ],
      { account: own?.account },
    )
    if (!opened) throw new Error('a turn without a row')
    return opened
  }
  try {
    if (!turn.metered) return await open(0)
    return await open(room.passages).catch(async error => {
      if (!isSpent(error, 'budget_spent') && !isSpent(error, 'quota_spent')) throw error
      return open(sizeOfAll(within(room.passages, await found)))
    })
  } catch (error) {
    const most = policy.inputTokens + turn.answerTokens
    if (isSpent(error, 'budget_spent')) await tellSpent(world, policy.workspace, turn)
    if (isSpent(error, 'quota_spent'))
      await tellQuotaSpent(world, policy.workspace, { month: turn.month, most })
    throw error
  }
}

const isSpent = (error: unknown, code: 'budget_spent' | 'quota_spent'): boolean =>
  error instanceof Refusal && error.code === code

/** The same id with other words is another message, and an error of the client. Keyed: it must not tell the words. */
function hashOf(policy: Policy, text: string, own: Own | null): Buffer {
  const shared = own?.shared.length ? `\0${JSON.stringify(own.shared)}` : ''
  return createHmac('sha256', policy.workspaceKey).update(`${text}${shared}`).digest()
}

/** Without a place in the database nobody could know whether this process still makes the answer. */
function requireProcess(world: World): number {
  const process = world.process()
  if (process === 0) throw new Refusal('busy', { retryAfter: 2 })
  return process
}
