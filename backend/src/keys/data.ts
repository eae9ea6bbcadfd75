import type { DataMap } from '../privacy/data-map.ts'

export const keysData: DataMap = {
  api_keys: {
    category: 'security',
    purposes: ['provide', 'secure'],
    basis: 'Art. 6(1)(b)',
    retention: 'until it is deleted, or the workspace',
    columns: {
      workspace_id: 'whose it is',
      id: 'its id',
      name: 'what it is called',
      scopes: 'what it may do',
      hash: 'SHA-256 of the secret',
      ending: 'the last four characters of the secret',
      previous_hash: 'SHA-256 of the secret before a rotation',
      previous_until: 'until when that one still works',
      created_by: 'who made it',
      created_at: 'when it was made',
      expires_at: 'when it ends by itself',
      last_used_at: 'when it was last used, to a minute',
      disabled_at: 'since when it is switched off',
      warned_at: 'when its owners last heard that a browser held it',
    },
  },
  public_keys: {
    category: 'configuration',
    purposes: ['provide', 'secure'],
    basis: 'Art. 6(1)(b)',
    retention: 'until it is deleted, or the assistant',
    columns: {
      workspace_id: 'whose it is',
      assistant_id: 'whose script tags carry it',
      id: 'its id',
      key: 'the key in script tags; no secret',
      label: 'what it is called',
      created_at: 'when it was made',
      disabled_at: 'since when it is switched off',
    },
  },
}
