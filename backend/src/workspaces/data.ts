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
      suspended_at: 'since when it is suspended',
      messages_per_day: 'the most messages a day that its owners set',
      tokens_per_day: 'the most tokens a day that its owners set',
      at_limit: 'what happens to a message when the month’s are used',
      created_at: 'when it was made',
    },
  },
  invitations: {
    category: 'account',
    purposes: ['provide'],
    basis: 'Art. 6(1)(f)',
    retention: '7 days, or until it is taken or taken back',
    term: 'P7D',
    columns: {
      workspace_id: 'which workspace invites',
      id: 'its id',
      hash: 'SHA-256 of its link’s token',
      email: 'the e-mail address that is invited',
      role: 'as what',
      invited_by: 'who invites',
      created_at: 'when',
      expires_at: 'until when the link works',
    },
  },
  operators: {
    category: 'account',
    purposes: ['provide', 'secure'],
    basis: 'Art. 6(1)(f)',
    retention: 'until it is taken back, or the account is deleted',
    columns: { account_id: 'who runs the platform', added_at: 'since when' },
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
