import type { DataMap } from '../privacy/data-map.ts'

export const identityData: DataMap = {
  identity_secrets: {
    category: 'configuration',
    purposes: ['provide', 'secure'],
    basis: 'Art. 6(1)(b)',
    retention: 'until it is removed or the assistant deleted; a former one for a day',
    columns: {
      workspace_id: 'whose it is',
      assistant_id: 'for whose visitors it is',
      id: 'its id',
      sealed_secret: 'the secret, sealed under the workspace’s key',
      created_at: 'when it was made',
      until: 'until when a former one still works',
    },
  },
}
