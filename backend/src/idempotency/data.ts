import type { DataMap } from '../privacy/data-map.ts'

export const idempotencyData: DataMap = {
  idempotency: {
    category: 'operation',
    purposes: ['provide'],
    basis: 'Art. 6(1)(b)',
    retention: '24 hours; the answer until what it tells of is deleted',
    term: 'PT24H',
    columns: {
      workspace_id: 'whose request',
      key_hash: 'a keyed hash of who asked and of the name that they gave the request',
      request_hash: 'a keyed hash of the request',
      attempt: 'which of several is answered',
      leased_until: 'until when an answer may still come',
      sealed_answer: 'the answer, sealed',
      target: 'the id of what the answer tells of',
      expires_at: 'when this row goes',
    },
  },
}
