import type { DataMap } from '../privacy/data-map.ts'

export const retentionData: DataMap = {
  sweeps: {
    category: 'operation',
    purposes: ['obey'],
    basis: 'no personal data',
    retention: '90 days',
    term: 'P90D',
    columns: {
      id: 'its id',
      started_at: 'when it began',
      beat_at: 'when it last took a step',
      ended_at: 'when it was over',
      removed: 'how many rows went, by what',
      failed: 'which steps could not be taken',
    },
  },
}
