import type { DataMap } from '../privacy/data-map.ts'

const basis = 'Art. 6(1)(c)'
const retention = '3 years after it was closed'
const term = 'P3Y'

export const breachesData: DataMap = {
  breaches: {
    category: 'operation',
    purposes: ['secure', 'obey'],
    basis,
    retention,
    term,
    columns: {
      id: 'its id',
      noticed_at: 'when the operator became aware of it',
      recorded_at: 'when it was written down',
      recorded_by: 'by which operator',
      what: 'what happened, in words that name nobody',
      kinds: 'whether others saw it, or it was changed or lost',
      categories: 'which categories of data it touches',
      people: 'about how many people it touches',
      consequences: 'what may come of it',
      measures: 'what was done about it',
      authority: 'whether the authority was told',
      authority_at: 'when that was decided',
      authority_reason: 'why',
      persons: 'whether the people were told',
      persons_at: 'when that was decided',
      persons_reason: 'why',
      closed_at: 'when it was closed',
    },
  },
  breached_workspaces: {
    category: 'operation',
    purposes: ['secure', 'obey'],
    basis,
    retention,
    term,
    columns: {
      workspace_id: 'a workspace that it touches',
      breach_id: 'which breach',
      told_at: 'when its owners were told',
    },
  },
}
