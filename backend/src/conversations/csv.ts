import type { LoggedConversation } from '@atavus/contract/console'
import { csvLine } from '../lib/csv.ts'

const header = [
  'conversation',
  'assistant',
  'origin',
  'at',
  'role',
  'text',
  'end',
  'sources',
  'thumb',
  'deleted_at',
]

/** The first line of the file: what each cell is. */
export const csvHeader = csvLine(header)

/** One line a message. */
export function csvLines(conversations: LoggedConversation[]): string {
  const lines = conversations.flatMap(conversation =>
    conversation.messages.map(message => [
      conversation.id,
      conversation.assistant.name,
      conversation.origin,
      message.at,
      message.role,
      message.text,
      message.code ?? message.end ?? '',
      message.sources.map(source => source.url ?? source.title).join(' '),
      message.thumb ?? '',
      message.deletedAt,
    ]),
  )
  return lines.map(csvLine).join('')
}
