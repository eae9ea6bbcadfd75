import type { DataMap } from '../privacy/data-map.ts'

export const limitsData: DataMap = {
  limits: {
    category: 'security',
    purposes: ['secure'],
    basis: 'Art. 6(1)(f)',
    retention: 'an hour after the limit is free again',
    term: 'PT1H',
    columns: {
      subject: 'a keyed hash of a network, a visitor, a key or a name that was tried',
      tat: 'until when it has used up its share',
    },
  },
}
