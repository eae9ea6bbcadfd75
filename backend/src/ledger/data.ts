import type { DataMap } from '../privacy/data-map.ts'

export const ledgerData: DataMap = {
  egress: {
    category: 'operation',
    purposes: ['secure', 'obey'],
    basis: 'Art. 6(1)(f)',
    retention: '90 days',
    term: 'P90D',
    columns: {
      id: 'its id',
      at: 'when it left',
      workspace_id: 'on behalf of which workspace, if of one',
      kind: 'whether to a processor or to an endpoint that an owner chose',
      recipient: 'who got it',
      why: 'why, in a fixed word',
      host: 'the host and port that were asked for',
      country: 'in which country the recipient is',
      bytes_out: 'how many bytes left',
      bytes_in: 'how many bytes came back',
      status: 'the answer’s status',
      refused: 'why the gate ended it, if it did',
    },
  },
}
