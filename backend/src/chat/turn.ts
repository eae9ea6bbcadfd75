import { createHmac } from 'node:crypto'
import type { Ask } from '@atavus/contract/chat'
import type { Policy } from '../assistants/policies.ts'
import type { Visitor } from '../consent/visitor.ts'
import {
  answerText,
  openAnswer,
  openQuestion,
  sealQuestion,
  unwrapConversationKey,
  wrapConversationKey,
} from '../conversations/sealed.ts'
import type { Passage } from '../knowledge/passage.ts'
import { searchPassages } from '../knowledge/queries.ts'
import { dayIn, spanOf } from '../lib/day.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { newKey } from '../lib/seal.ts'
import type { ModelName, Prompt } from '../models/model.ts'
import { earlierOf, nothingEarlier } from '../remote/earlier.ts'
import { maskingAdds } from '../remote/outgoing.ts'
import { type EarlierRow, earlierTurns } from '../remote/queries.ts'
import type { World } from '../world.ts'
import { openingEvents, whereOf } from './events.ts'
import type { LiveReply } from './live.ts'
import { conversationKey, type OpenedTurn, openTurn, type Turn } from './queries.ts'

/** The most tokens that an answer may take, and how much of knowledge and history goes into its making. */
export const answerTokens = 1024
const mostPassages = 6
/** UTF-8 bytes of passages that a model which costs tokens is given at most: so much the budget reserves. */
const passageBytes = 7200
const mostHistory = 10
/** What the prompt adds to instructions, passages and words of its own: rules, fences, frames. */
const promptFrame = 2500
const dayMs = 24 * 60 * 60 * 1000

/** Keys of conversations that were spoken in lately: an answer then needs one trip to the database. */
const keys = new Map<string, Buffer>()
const mostKeys = 5000

export type Begun =
  | { fresh: true; reply: LiveReply; prompt: Promise<Prompt> }
  | { fresh: false; reply: string }

/**
 * Opens a turn: keeps the question once, checks the consent, takes from the budget and finds the history in one
 * statement, while passages are looked for beside it. Refuses with the codes of that statement. A message that came
 * before is not fresh.
 */
export async function beginTurn(
  world: World,
  policy: Policy,
  visitor: Visitor,
  ask: Ask,
  remote: boolean,
): Promise<Begun> {
  const now = world.now()
  const name = firstModel(world, policy, remote)
  const model = world.models[name]
  const message = ask.id.toLowerCase()
  const known = ask.conversation?.toLowerCase()
  const conversation = known ?? newId(now)
  const key = known ? await knownKey(world, policy, visitor, known) : newKey()
  const day = dayIn(policy.timeZone, now)
  const turn: Turn = {
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
    language: visitor.language,
    origin: visitor.origin,
    preview: visitor.preview,
    model: name,
    process: requireProcess(world),
    expiresAt: new Date(now.getTime() + (visitor.preview ? 1 : policy.retentionDays) * dayMs),
    mostHistory,
    metered: model?.metered ?? false,
    fixedBytes:
      Buffer.byteLength(policy.instructions) +
      Buffer.byteLength(ask.text) +
      promptFrame +
      (model?.leaves ? maskingAdds + Buffer.byteLength(ask.text) : 0),
    answerTokens,
    day,
    dayEnds: spanOf(policy.timeZone, day).until,
    messagesPerDay: policy.messagesPerDay,
    tokensPerDay: policy.tokensPerDay,
  }
  const looked = world.db.once(policy.workspace, tenant => [
    searchPassages(tenant, policy.id, ask.text, visitor.language, mostPassages),
    ...(model?.leaves && known ? [earlierTurns(tenant, known)] : []),
  ])
  const found = looked.then(([passages]) => [...passages] as Passage[])
  // Whoever waits for the prompt hears of it; a turn that does not open waits for nothing.
  found.catch(() => {})
  const opened = await openWithin(world, policy, turn, found)
  if (!opened) throw new Error('a turn without a row')
  if (!opened.fresh) return { fresh: false, reply: opened.reply }
  rememberKey(conversation, key)
  const reply = { ...liveReply(policy, visitor, turn, key), remote }
  const prompt = looked.then(([passages, rows = []]) => {
    let history = saidBefore(opened, key)
    if (model?.leaves) {
      // The rows of a conversation are its visitor's own only once the turn in it has opened.
      reply.earlier = earlierOf(key, rows as EarlierRow[])
      history = history.filter(({ id }) => reply.earlier.left.has(id))
      reply.historyUntil = reply.earlier.until(history.map(({ id }) => id))
    }
    return promptOf(policy, ask.text, turn, history, [...passages] as Passage[])
  })
  return { fresh: true, reply, prompt }
}

/**
 * Opens the turn while its passages are still looked for: the budget reserves the most that they may take. Only where
 * that is too much for what is left of the day are they waited for, and what they do take decides.
 */
async function openWithin(
  world: World,
  policy: Policy,
  turn: Turn,
  found: Promise<Passage[]>,
): Promise<OpenedTurn | undefined> {
  const open = async (bytes: number) => {
    const whole = { ...turn, fixedBytes: turn.fixedBytes + bytes }
    const [[opened]] = await world.db.once(policy.workspace, tenant => [openTurn(tenant, whole)])
    return opened
  }
  if (!turn.metered) return open(0)
  return open(passageBytes).catch(async error => {
    if (!(error instanceof Refusal) || error.code !== 'budget_spent') throw error
    return open(within(passageBytes, await found).reduce((sum, passage) => sum + sizeOf(passage), 0))
  })
}

function liveReply(policy: Policy, visitor: Visitor, turn: Turn, key: Buffer): LiveReply {
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
    remote: false,
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
    passages: turn.metered ? within(passageBytes, passages) : passages,
    maxTokens: answerTokens,
  }
}

/** The best of the passages that fit into so many bytes together. */
function within(bytes: number, passages: Passage[]): Passage[] {
  let left = bytes
  return passages.filter(passage => {
    const size = sizeOf(passage)
    if (size > left) return false
    left -= size
    return true
  })
}

const sizeOf = ({ title, heading, text }: Passage): number => Buffer.byteLength(title + heading + text)

function textOf(role: 'visitor' | 'assistant', key: Buffer, id: string, sealed: Buffer): string {
  return role === 'visitor' ? openQuestion(key, id, sealed) : answerText(openAnswer(key, id, sealed))
}

async function knownKey(
  world: World,
  policy: Policy,
  visitor: Visitor,
  conversation: string,
): Promise<Buffer> {
  const known = keys.get(conversation)
  if (known) return known
  const sealed = await world.db.tenant(policy.workspace, tenant =>
    conversationKey(tenant, conversation, visitor.id),
  )
  if (!sealed) throw new Refusal('not_found')
  return unwrapConversationKey(policy.workspaceKey, conversation, sealed)
}

function rememberKey(conversation: string, key: Buffer): void {
  keys.delete(conversation)
  keys.set(conversation, key)
  if (keys.size <= mostKeys) return
  const [oldest] = keys.keys()
  if (oldest !== undefined) keys.delete(oldest)
}

/** Who begins to answer: a visitor who keeps their words on this server has nothing to do with a model outside it. */
function firstModel(world: World, policy: Policy, remote: boolean): ModelName {
  if (remote || whereOf(policy.model) === 'server') return policy.model
  return policy.localFallback && world.models.ollama ? 'ollama' : 'quote'
}

/** Forgets a key whose conversation is erased. */
export const forgetKey = (conversation: string): void => void keys.delete(conversation)

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
