import type { DataMap } from '../privacy/data-map.ts'

export const mailData: DataMap = {
  outbox: {
    category: 'operation',
    purposes: ['provide', 'secure'],
    basis: 'Art. 6(1)(b)',
    retention: '24 hours; only on a server without a mail server',
    term: 'PT24H',
    columns: {
      id: 'its id',
      sealed: 'address, subject and text of a mail that was not sent, sealed',
      created_at: 'when it was written',
      expires_at: 'when it goes',
    },
  },
}
