import type { Ask } from '@atavus/contract/chat'
import type { Counter } from '@atavus/contract/workspace'
import type { Context } from 'hono'
import type { Policy } from '../assistants/policies.ts'
import type { Visitor } from '../consent/visitor.ts'
import type { Tenant } from '../db/tenancy.ts'
import { clientAddress } from '../lib/client.ts'
import type { Door } from '../lib/door.ts'
import { network, subjectHash } from '../lib/subject.ts'
import type { World } from '../world.ts'
import type { Chat } from './chat.ts'
import type { LiveReply } from './live.ts'
import { make } from './make.ts'
import type { Place } from './places.ts'
import { findReply } from './queries.ts'
import type { Own } from './shared.ts'
import { beginTurn } from './turn.ts'

/** A question, whose it is and of which assistant. */
export interface Asked {
  policy: Policy
  visitor: Visitor
  ask: Ask
  /** Whether its words may leave our server. */
  remote: boolean
  /** Whose share of this process's answers it takes from. */
  places: Place[]
  /** When its visitor was let in, by `performance.now()`. */
  since: number
  /** What is counted with it beside the message. */
  feature?: Counter | undefined
  /** Set when it is an account's own. */
  own?: Own | undefined
}

/**
 * Begins the answer to a question and has it made to its end, whether or not anybody follows. Gives the answer, or
 * undefined when the message came before: then there is one to follow already. Refuses as `beginTurn` does, and with
 * `too_many_answers` where a place is not free.
 */
export async function startAnswer(world: World, chat: Chat, asked: Asked): Promise<LiveReply | undefined> {
  const { policy, visitor, ask, remote, since, feature, own } = asked
  const leave = await placed(world, chat, asked)
  try {
    const begun = await beginTurn(world, policy, visitor, ask, remote, since, feature, own)
    if (!begun.fresh) {
      leave()
      return undefined
    }
    const { reply, prompt } = begun
    chat.live.add(reply)
    void make(world, chat, reply, begun.policy, { prompt }).finally(leave)
    return reply
  } catch (error) {
    leave()
    throw error
  }
}

/** Takes the places, and gives how to leave them. What came before needs none: it is not begun again. */
async function placed(
  world: World,
  chat: Chat,
  { policy, visitor, ask, places }: Asked,
): Promise<() => void> {
  try {
    return chat.places.take(places)
  } catch (error) {
    const find = (tenant: Tenant) => findReply(tenant, visitor.id, ask.id.toLowerCase())
    if (await world.db.tenant(policy.workspace, find)) return () => {}
    throw error
  }
}

/** The place of whoever asks from the network of this request. */
export function networkPlace(world: World, { capacity }: Chat, c: Context<Door>): Place {
  const hash = subjectHash(world.secrets.subjects, 'answers', network(clientAddress(world.settings, c)))
  return { subject: hash.toString('base64'), most: capacity.network }
}

/** The place of whoever asks with an API key. */
export const keyPlace = ({ capacity }: Chat, key: string): Place => ({ subject: key, most: capacity.apiKey })
