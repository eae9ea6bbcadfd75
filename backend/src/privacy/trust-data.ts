import type { DataMap } from './data-map.ts'

export const trustData: DataMap = {
  trust_checks: {
    category: 'operation',
    purposes: ['obey', 'secure'],
    basis: 'no personal data',
    retention: 'until the next look, some minutes later',
    columns: {
      promise: 'which promise',
      at: 'when it was last looked at',
      state: 'whether it is kept',
      since: 'since when it is in that state',
      facts: 'what was seen, in counts, ages and fixed words',
      failed: 'the code of what kept it from being looked at',
    },
  },
  trust_changes: {
    category: 'operation',
    purposes: ['obey', 'secure'],
    basis: 'no personal data',
    retention: '400 days',
    term: 'P400D',
    columns: {
      promise: 'which promise',
      at: 'when its state changed',
      state: 'to which',
      before: 'from which',
    },
  },
}
