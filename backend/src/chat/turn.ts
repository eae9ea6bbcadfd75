import type { Ask } from '@atavus/contract/chat'
import type { Counter } from '@atavus/contract/workspace'
import { modelHere, type Policy } from '../assistants/policies.ts'
import type { Visitor } from '../consent/visitor.ts'
import { answerText, openAnswer, openQuestion } from '../conversations/sealed.ts'
import type { Passage } from '../knowledge/passage.ts'
import { searchPassages } from '../knowledge/queries.ts'
import { newKey } from '../lib/seal.ts'
import type { Prompt } from '../models/model.ts'
import { earlierOf, nothingEarlier } from '../remote/earlier.ts'
import { type EarlierRow, earlierTurns } from '../remote/queries.ts'
import type { World } from '../world.ts'
import { openingEvents } from './events.ts'
import { knownKey, rememberKey } from './keys.ts'
import type { LiveReply } from './live.ts'
import { courseOf, type Opening, openOnCourse } from './opening.ts'
import type { OpenedTurn, Turn } from './queries.ts'
import { within } from './room.ts'
import { namesIn, type Own } from './shared.ts'

const mostPassages = 6

/** `policy`: by which it is answered. */
export type Begun =
  | { fresh: true; reply: LiveReply; prompt: Promise<Prompt>; policy: Policy }
  | { fresh: false; reply: string }

/**
 * Opens a turn: keeps the question once, checks the consent, takes from the budgets and finds the history in one
 * statement, while passages are looked for beside it. Refuses with the codes of that statement, and with `too_large`.
 * A message that came before is not fresh. `since`: when its visitor was let in, by `performance.now()`; `feature`:
 * what is counted with the turn beside the message; `own`: whose own it is.
 */
export async function beginTurn(
  world: World,
  policy: Policy,
  visitor: Visitor,
  ask: Ask,
  remote: boolean,
  since: number = performance.now(),
  feature: Counter | null = null,
  own: Own | null = null,
): Promise<Begun> {
  const known = ask.conversation?.toLowerCase()
  const key = known ? await knownKey(world, policy, visitor, known) : newKey()
  const opening: Opening = { policy, visitor, ask, known, key, feature, own }
  // A visitor who keeps their words on this server has nothing to do with a model outside it.
  const usual = courseOf(world, opening, remote ? policy.model : modelHere(world, policy))
  const leaves = (name: Turn['model']) => world.models[name]?.leaves ?? false
  const looked = world.db.once(policy.workspace, tenant => [
    searchPassages(tenant, policy.id, ask.text, visitor.language, mostPassages),
    ...(leaves(usual.turn.model) && known ? [earlierTurns(tenant, known)] : []),
  ])
  const found = looked.then(([passages]) => [...passages] as Passage[])
  // Whoever waits for the prompt hears of it; a turn that does not open waits for nothing.
  found.catch(() => {})
  const { turn, room, opened, policy: answering } = await openOnCourse(world, opening, usual, found)
  if (!opened.fresh) return { fresh: false, reply: opened.reply }
  rememberKey(turn.conversation, key)
  const reply = { ...liveReply(policy, visitor, turn, key), names: namesIn(room.shared), remote, since }
  const prompt = looked.then(async ([, rows = []]) => {
    let history = saidBefore(opened, key)
    if (leaves(turn.model)) {
      // The rows of a conversation are its visitor's own only once the turn in it has opened.
      reply.earlier = earlierOf(key, rows as EarlierRow[])
      history = history.filter(({ id }) => reply.earlier.left.has(id))
      reply.historyUntil = reply.earlier.until(history.map(({ id }) => id))
    }
    return promptOf(policy, ask.text, turn, history, [...room.shared, ...within(room.passages, await found)])
  })
  return { fresh: true, reply, prompt, policy: answering }
}

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
    workspace: policy.workspace,
  }
}

function textOf(role: 'visitor' | 'assistant', key: Buffer, id: string, sealed: Buffer): string {
  return role === 'visitor' ? openQuestion(key, id, sealed) : answerText(openAnswer(key, id, sealed))
}
