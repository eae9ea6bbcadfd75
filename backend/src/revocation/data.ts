import type { DataMap } from '../privacy/data-map.ts'

export const revocationData: DataMap = {
  revocations: {
    category: 'security',
    purposes: ['secure'],
    basis: 'Art. 6(1)(f)',
    retention: 'an hour',
    term: 'PT1H',
    columns: {
      id: 'its id',
      subject:
        'the id of a session, key, identity secret, account or workspace, or of both together, whose streams were cut',
      at: 'when',
    },
  },
}
