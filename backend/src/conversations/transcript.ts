import type { Conversation, Message } from '@atavus/contract/chat'
import type { LastEvent } from '@atavus/contract/events'
import type { ConversationRow, MessageRow } from './queries.ts'
import { answerText, type KeptEvent, openAnswer, openQuestion, unwrapConversationKey } from './sealed.ts'
import { type PageNames, toldSource } from './sources.ts'

/**
 * Opens conversations for those who may read them: their visitor, or the owner of the workspace. `names`: of the pages
 * that were shared in them, for whom they are.
 */
export function transcripts(
  workspaceKey: Buffer,
  rows: ConversationRow[],
  messages: MessageRow[],
  names?: PageNames,
): Conversation[] {
  return rows.map(row => {
    const key = unwrapConversationKey(workspaceKey, row.id, row.sealedKey)
    return {
      id: row.id,
      startedAt: row.startedAt.toISOString(),
      lastAt: row.lastAt.toISOString(),
      deletedAt: row.expiresAt.toISOString(),
      messages: messages
        .filter(message => message.conversationId === row.id)
        .map(message => opened(key, message, names)),
    }
  })
}

/** The beginning of the oldest question that still lives: what is gone is not told by its title either. */
export function titleOf(workspaceKey: Buffer, row: ConversationRow): string {
  if (!row.titleId || !row.titleSealed) return ''
  const key = unwrapConversationKey(workspaceKey, row.id, row.sealedKey)
  const line = openQuestion(key, row.titleId, row.titleSealed).replace(/\s+/g, ' ').trim()
  return line.length > 120 ? `${Array.from(line).slice(0, 119).join('')}…` : line
}

function opened(key: Buffer, row: MessageRow, names?: PageNames): Message {
  const common = {
    id: row.id,
    role: row.role,
    answers: row.answers,
    at: row.createdAt.toISOString(),
    deletedAt: row.expiresAt.toISOString(),
    thumb: row.thumb,
  }
  if (row.role === 'visitor') {
    const text = openQuestion(key, row.id, row.sealed)
    return { ...common, text, sources: [], whereabouts: null, end: null, code: null }
  }
  return { ...common, ...told(openAnswer(key, row.id, row.sealed), names) }
}

/** What an answer's events say, as far as they go. */
export function told(
  events: KeptEvent[],
  names?: PageNames,
): Pick<Message, 'text' | 'sources' | 'whereabouts' | 'end' | 'code'> {
  const others = events.filter(event => typeof event !== 'string')
  const last = others.findLast((event): event is LastEvent =>
    ['done', 'stopped', 'error'].includes(event.type),
  )
  return {
    text: answerText(events),
    sources: others.flatMap(event => (event.type === 'source' ? [toldSource(event.source, names)] : [])),
    whereabouts: others.findLast(event => event.type === 'notice')?.notice ?? null,
    end: !last ? null : last.type === 'done' ? last.end : last.type,
    code: last?.type === 'error' ? last.code : null,
  }
}
