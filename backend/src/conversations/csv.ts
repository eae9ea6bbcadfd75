import type { LoggedConversation } from '@atavus/contract/console'

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

/** How a formula begins, also in full width, whatever blanks a spreadsheet takes off before it looks. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

/** The first line of the file: what each cell is. */
export const csvHeader = lineOf(header)

/** One line a message, by RFC 4180; a cell that a spreadsheet would run as a formula is quoted (ASVS 1.2.10). */
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
  return lines.map(lineOf).join('')
}

function lineOf(cells: string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
