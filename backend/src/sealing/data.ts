import type { DataMap } from '../privacy/data-map.ts'

export const sealingData: DataMap = {
  sealing_processes: {
    category: 'operation',
    purposes: ['secure'],
    basis: 'no personal data',
    retention: 'as long as the process lives',
    columns: {
      process: 'the number of a process of the platform',
      master: 'the id of the master key under which it seals',
      since: 'since when it does',
    },
  },
}
