import type { DataMap } from '../privacy/data-map.ts'

export const workspacesData: DataMap = {
  workspaces: {
    category: 'account',
    purposes: ['provide', 'secure'],
    basis: 'Art. 6(1)(b)',
    retention: 'until the workspace is deleted',
    columns: {
      id: 'its id',
      name: 'what its owner calls it; at first the owner’s username',
      time_zone: 'where its days begin',
      sealed_key: 'the key that its messages are sealed under, itself sealed',
      created_at: 'when it was made',
    },
  },
  memberships: {
    category: 'account',
    purposes: ['provide', 'secure'],
    basis: 'Art. 6(1)(b)',
    retention: 'until the membership, the account or the workspace ends',
    columns: {
      workspace_id: 'which workspace',
      account_id: 'who belongs to it',
      role: 'what they may do there',
      created_at: 'since when',
    },
  },
}
