import { csvLine } from '../lib/csv.ts'
import { zipOf } from '../lib/zip.ts'
import type { All } from './all.ts'

/** What each field of the files means. */
const schema = {
  'messages.csv': {
    conversation: 'id of the conversation',
    at: 'when it was written (ISO 8601)',
    role: 'who wrote it',
    text: 'what was written',
    deleted_at: 'when it is deleted',
  },
  'consents.csv': {
    id: 'id of the consent, as on its receipt',
    given_at: 'when it was given',
    withdrawn_at: 'when it was withdrawn; empty: it was not',
    notice: 'SHA-256 of the notice that was agreed to',
    receipt: 'the signed receipt (JWS)',
  },
  'left.csv': {
    at: 'when it left for a model outside',
    recipient: 'to whom',
    country: 'where that is (ISO 3166-1)',
    words: 'your words as they left, with placeholders for what identifies people; empty: kept with others',
  },
  'requests.csv': {
    id: 'id of the request',
    kind: 'what was asked',
    opened_at: 'when it was asked',
    due_at: 'by when it is answered',
    extended: 'why that takes longer than a month; empty: it does not',
    words: 'in which words',
    answer: 'what was answered; empty: not yet',
  },
  'data.json': 'the same, with objections and what is kept for a legal reason',
}
type Table = Exclude<keyof typeof schema, 'data.json'>

/** What is held about a visitor, to take along: JSON and CSV with a schema, in a zip. */
export function archiveOf({ held, left, requests }: All, at: Date): Uint8Array<ArrayBuffer> {
  const rows: Record<Table, string[][]> = {
    'messages.csv': held.conversations.flatMap(({ id, messages }) =>
      messages.map(({ at, role, text, deletedAt }) => [id, at, role, text, deletedAt]),
    ),
    'consents.csv': held.consents.map(({ id, givenAt, withdrawnAt, noticeHash, receipt }) => [
      id,
      givenAt,
      withdrawnAt ?? '',
      noticeHash,
      receipt,
    ]),
    'left.csv': left.map(({ at, recipient, country, words }) => [at, recipient, country, words ?? '']),
    'requests.csv': requests.map(({ id, kind, openedAt, dueAt, extended, words, answer }) => [
      id,
      kind,
      openedAt,
      dueAt,
      extended ?? '',
      words,
      answer?.words ?? '',
    ]),
  }
  const tables = (Object.keys(rows) as Table[]).map(name => ({
    name,
    content: csvLine(Object.keys(schema[name])) + rows[name].map(csvLine).join(''),
  }))
  const all = { ...held, left, requests }
  return new Uint8Array(
    zipOf(
      [
        { name: 'data.json', content: JSON.stringify(all, null, 2) },
        ...tables,
        { name: 'schema.json', content: JSON.stringify(schema, null, 2) },
      ],
      at,
    ),
  )
}
