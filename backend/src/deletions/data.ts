import type { DataMap } from '../privacy/data-map.ts'

export const deletionsData: DataMap = {
  erasures: {
    category: 'operation',
    purposes: ['obey', 'secure'],
    basis: 'Art. 6(1)(c)',
    retention: '400 days, longer than any backup lives',
    term: 'P400D',
    columns: {
      position: 'its place in the list',
      at: 'when it was erased, objected to, or wished to be erased where a hold keeps it',
      kind: 'what kind of thing it was',
      subject:
        'SHA-256 of its id, so that it never comes back with a backup; of an objection, and of an erasure that waits for the end of a hold, so that it does not get lost',
    },
  },
  message_gaps: {
    category: 'operation',
    purposes: ['obey'],
    basis: 'no personal data',
    retention: 'until the files of that day are written anew',
    columns: {
      id: 'its place',
      day_table: 'the day on whose end messages go, some of which were deleted before',
    },
  },
  deletions: {
    category: 'operation',
    purposes: ['obey'],
    basis: 'no personal data',
    retention: '400 days',
    term: 'P400D',
    columns: {
      id: 'its id, as the receipt has it',
      kind: 'what was deleted',
      via: 'whose wish it was',
      asked_at: 'when it was asked for',
      done_at: 'when it was done',
      ms: 'how long it took',
      conversations: 'how many conversations went',
      messages: 'how many messages went',
      position: 'how far the list of what was erased went then',
      rewritten_at: 'when the files in which it stood were written anew',
    },
  },
}
