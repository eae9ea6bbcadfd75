import type { DataMap } from '../privacy/data-map.ts'

export const holdsData: DataMap = {
  holds: {
    category: 'configuration',
    purposes: ['obey'],
    basis: 'Art. 6(1)(c)',
    retention: '1 year after its last day',
    term: 'P1Y',
    columns: {
      workspace_id: 'whose conversations are kept',
      id: 'its id',
      assistant_id: 'those of which assistant; neither this nor the next: all',
      conversation_id: 'which one',
      reason: 'why they are kept beyond their term',
      silent: 'whether the people whom it concerns are not told',
      by_kind: 'whether an owner or an operator made it',
      by_id: 'who',
      created_at: 'when it was made',
      until: 'until when they are kept',
      ended_at: 'when it was ended before that',
    },
  },
}
