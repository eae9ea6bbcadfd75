import { createHmac } from 'node:crypto'
import type { Ask } from '@atavus/contract/chat'
import type { Counter } from '@atavus/contract/workspace'
import type { Policy } from '../assistants/policies.ts'
import type { Visitor } from '../consent/visitor.ts'
import {
  answerText,
  openAnswer,
  openQuestion,
  sealQuestion,
  wrapConversationKey,
} from '../conversations/sealed.ts'
import { termsOf } from '../conversations/terms.ts'
import type { Passage } from '../knowledge/passage.ts'
import { searchPassages } from '../knowledge/queries.ts'
import { dayIn, spanOf } from '../lib/day.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { newKey } from '../lib/seal.ts'
import { tellSpent } from '../metering/spent.ts'
import type { ModelName, Prompt } from '../models/model.ts'
import { earlierOf, nothingEarlier } from '../remote/earlier.ts'
import { type EarlierRow, earlierTurns } from '../remote/queries.ts'
import type { World } from '../world.ts'
import { openingEvents, whereOf } from './events.ts'
import { knownKey, rememberKey } from './keys.ts'
import type { LiveReply } from './live.ts'
import { type OpenedTurn, openTurn, type Turn } from './queries.ts'
import { type Room, roomFor, sizeOfAll, within } from './room.ts'

const mostPassages = 6
const mostHistory = 10
/** Answers that one visitor may have under way at once. */
const visitorAtOnce = 2
const dayMs = 24 * 60 * 60 * 1000

export type Begun =
  | { fresh: true; reply: LiveReply; prompt: Promise<Prompt> }
  | { fresh: false; reply: string }

/**
 * Opens a turn: keeps the question once, checks the consent, takes from the budgets and finds the history in one
 * statement, while passages are looked for beside it. Refuses with the codes of that statement, and with `too_large`.
 * A message that came before is not fresh. `since`: when its visitor was let in, by `performance.now()`; `feature`:
 * what is counted with the turn beside the message.
 */
export async function beginTurn(
  world: World,
  policy: Policy,
  visitor: Visitor,
  ask: Ask,
  remote: boolean,
  since: number = performance.now(),
  feature: Counter | null = null,
): Promise<Begun> {
  const name = firstModel(world, policy, remote)
  const model = world.models[name]
  const room = roomFor(policy, ask.text, model)
  const known = ask.conversation?.toLowerCase()
  const key = known ? await knownKey(world, policy, visitor, known) : newKey()
  const turn = turnOf(world, policy, visitor, { ask, name, room, known, key, feature })
  const looked = world.db.once(policy.workspace, tenant => [
    searchPassages(tenant, policy.id, ask.text, visitor.language, mostPassages),
    ...(model?.leaves && known ? [earlierTurns(tenant, known)] : []),
  ])
  const found = looked.then(([passages]) => within(room.passages, [...passages] as Passage[]))
  // Whoever waits for the prompt hears of it; a turn that does not open waits for nothing.
  found.catch(() => {})
  const opened = await openWithin(world, policy, turn, room, found)
  if (!opened) throw new Error('a turn without a row')
  if (!opened.fresh) return { fresh: false, reply: opened.reply }
  rememberKey(turn.conversation, key)
  const reply = { ...liveReply(policy, visitor, turn, key), remote, since }
  const prompt = looked.then(async ([, rows = []]) => {
    let history = saidBefore(opened, key)
    if (model?.leaves) {
      // The rows of a conversation are its visitor's own only once the turn in it has opened.
      reply.earlier = earlierOf(key, rows as EarlierRow[])
      history = history.filter(({ id }) => reply.earlier.left.has(id))
      reply.historyUntil = reply.earlier.until(history.map(({ id }) => id))
    }
    return promptOf(policy, ask.text, turn, history, await found)
  })
  return { fresh: true, reply, prompt }
}

interface Opening {
  ask: Ask
  name: ModelName
  room: Room
  /** The conversation that goes on, if one does. */
  known: string | undefined
  /** The conversation's. */
  key: Buffer
  feature: Counter | null
}

function turnOf(
  world: World,
  policy: Policy,
  visitor: Visitor,
  { ask, name, room, known, key, feature }: Opening,
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
    bodyHash: hashOf(policy, ask.text),
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
    expiresAt: new Date(now.getTime() + (visitor.preview ? 1 : policy.retentionDays) * dayMs),
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
  }
}

/**
 * Opens the turn while its passages are still looked for: the budget reserves the most that they may take. Only where
 * that is too much for what is left of the day are they waited for, and what they do take decides. That a budget is
 * spent is told to who set it.
 */
async function openWithin(
  world: World,
  policy: Policy,
  turn: Turn,
  room: Room,
  found: Promise<Passage[]>,
): Promise<OpenedTurn | undefined> {
  const open = async (bytes: number) => {
    const whole = { ...turn, fixedBytes: turn.fixedBytes + bytes }
    const [[opened]] = await world.db.once(policy.workspace, tenant => [openTurn(tenant, whole)])
    return opened
  }
  try {
    if (!turn.metered) return await open(0)
    return await open(room.passages).catch(async error => {
      if (!isSpent(error)) throw error
      return open(sizeOfAll(await found))
    })
  } catch (error) {
    if (isSpent(error)) await tellSpent(world, policy.workspace, turn)
    throw error
  }
}

const isSpent = (error: unknown): boolean => error instanceof Refusal && error.code === 'budget_spent'

function liveReply(
  policy: Policy,
  visitor: Visitor,
  turn: Turn,
  key: Buffer,
): Omit<LiveReply, 'remote' | 'since'> {
  const facts = {
    id: turn.reply,
    message: turn.message,
    conversation: turn.conversation,
    model: turn.model,
    expiresAt: turn.expiresAt,
  }
  return {
    ...facts,
    workspace: policy.workspace,
    visitor: visitor.id,
    consent: visitor.consent,
    subjects: visitor.subjects,
    earlier: nothingEarlier,
    historyUntil: undefined,
    key,
    process: turn.process,
    shown: openingEvents(facts),
    pending: [],
    readers: new Set(),
    cut: new AbortController(),
  }
}

type Spoken = Prompt['history'][number] & { id: string }

/** What was said in the conversation before, the oldest first. */
function saidBefore({ roles, history, historyIds }: OpenedTurn, key: Buffer): Spoken[] {
  const earlier = (roles ?? []).map((role, i) => {
    const id = historyIds?.[i] ?? ''
    return { id, role, text: textOf(role, key, id, history?.[i] ?? Buffer.alloc(0)) }
  })
  return earlier.reverse().filter(({ text }) => text !== '')
}

function promptOf(
  policy: Policy,
  question: string,
  turn: Turn,
  history: Spoken[],
  passages: Passage[],
): Prompt {
  return {
    instructions: policy.instructions,
    language: turn.language,
    history: history.map(({ role, text }) => ({ role, text })),
    question,
    passages,
    maxTokens: turn.answerTokens,
  }
}

function textOf(role: 'visitor' | 'assistant', key: Buffer, id: string, sealed: Buffer): string {
  return role === 'visitor' ? openQuestion(key, id, sealed) : answerText(openAnswer(key, id, sealed))
}

/** Who begins to answer: a visitor who keeps their words on this server has nothing to do with a model outside it. */
function firstModel(world: World, policy: Policy, remote: boolean): ModelName {
  if (remote || whereOf(policy.model) === 'server') return policy.model
  return policy.localFallback && world.models.ollama ? 'ollama' : 'quote'
}

/** The same id with other words is another message, and an error of the client. Keyed: it must not tell the words. */
function hashOf(policy: Policy, text: string): Buffer {
  return createHmac('sha256', policy.workspaceKey).update(text).digest()
}

/** Without a place in the database nobody could know whether this process still makes the answer. */
function requireProcess(world: World): number {
  const process = world.process()
  if (process === 0) throw new Refusal('busy', { retryAfter: 2 })
  return process
}
