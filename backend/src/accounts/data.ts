import type { DataMap } from '../privacy/data-map.ts'

const basis = 'Art. 6(1)(b)'

export const accountsData: DataMap = {
  accounts: {
    category: 'account',
    purposes: ['provide', 'support', 'secure', 'obey'],
    basis,
    retention: 'until the account is deleted',
    columns: {
      id: 'its id',
      email: 'e-mail address',
      username: 'username',
      password_hash: 'bcrypt hash of the password under a salt of its own',
      full_name: 'full name, if given',
      avatar_url: 'address of a picture, if given',
      policy_version: 'which privacy policy was agreed to',
      adult_stated_at: 'when an age of 18 or more was stated',
      created_at: 'when it was opened',
    },
  },
  sessions: {
    category: 'security',
    purposes: ['provide', 'secure'],
    basis,
    retention: '30 days after its last use, and at most 90 days',
    columns: {
      account_id: 'who signed in',
      id: 'its id',
      workspace_id: 'where',
      generation: 'how often its token was renewed',
      rotated_at: 'when its token was last renewed',
      created_at: 'when it began',
      expires_at: 'when it ends by itself',
      ended_at: 'when it was ended',
    },
  },
  sign_in_links: {
    category: 'security',
    purposes: ['provide', 'secure'],
    basis,
    retention: '30 minutes, or until used',
    columns: {
      hash: 'SHA-256 of a one-time link',
      account_id: 'whom it signs in',
      expires_at: 'until when',
    },
  },
}
