import type { DataMap } from '../privacy/data-map.ts'

const basis = 'Art. 6(1)(f)'

export const logsData: DataMap = {
  api_log: {
    category: 'security',
    purposes: ['secure', 'support'],
    basis,
    retention: '90 days',
    term: 'P90D',
    columns: {
      id: 'its id',
      at: 'when it was answered',
      workspace_id: 'which workspace’s door it came to, if one’s',
      method: 'its method',
      route: 'which door, as a template without ids',
      status: 'how it was answered',
      ms: 'how long until the answer began',
      by_kind: 'what kind of caller it was',
      by_id: 'which account or key; never which visitor',
      network: 'a keyed hash of the network that it came from; the key is another one each day',
    },
  },
  security_log: {
    category: 'security',
    purposes: ['secure'],
    basis,
    retention: '90 days; the address 7 days',
    term: 'P90D',
    columns: {
      id: 'its id',
      at: 'when it happened',
      event: 'what happened',
      workspace_id: 'in which workspace, if in one',
      account_id: 'to which account, if to one',
      address: 'the IP address that it came from, for 7 days',
      network: 'a keyed hash of its network; the key is another one each day',
      detail: 'more about it, in a fixed word or a route’s template',
    },
  },
  audit_log: {
    category: 'security',
    purposes: ['secure', 'support', 'obey'],
    basis,
    retention: '1 year',
    term: 'P1Y',
    columns: {
      workspace_id: 'in which workspace',
      id: 'its id',
      at: 'when it was done',
      by_kind: 'what kind of caller did it',
      by_id: 'which account or key',
      action: 'what was done',
      target: 'to what, by id',
      fields: 'which fields were changed; never their values',
      reason: 'why, where an operator had to say so',
    },
  },
}
