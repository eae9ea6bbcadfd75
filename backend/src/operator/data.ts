import type { DataMap } from '../privacy/data-map.ts'

const basis = 'Art. 6(1)(f)'

export const operatorData: DataMap = {
  operator_log: {
    category: 'security',
    purposes: ['secure', 'obey'],
    basis,
    retention: '1 year',
    term: 'P1Y',
    columns: {
      id: 'its id',
      at: 'when it was done',
      by_id: 'which operator; nobody at the command line',
      action: 'what was done',
      target: 'to which account or workspace, by id',
      reason: 'why',
    },
  },
  operator_access: {
    category: 'security',
    purposes: ['support', 'secure', 'obey'],
    basis,
    retention: 'an hour; the reason stays for a year in the workspace’s audit log and the operators’',
    term: 'PT1H',
    columns: {
      workspace_id: 'whose conversations',
      id: 'its id',
      account_id: 'which operator may read them',
      reason: 'why',
      opened_at: 'since when',
      expires_at: 'until when',
    },
  },
}
