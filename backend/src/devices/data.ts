import type { DataMap } from '../privacy/data-map.ts'

export const devicesData: DataMap = {
  device_requests: {
    category: 'security',
    purposes: ['provide', 'secure'],
    basis: 'Art. 6(1)(b)',
    retention: '10 minutes, or until taken up',
    term: 'PT10M',
    columns: {
      id: 'its id',
      challenge: 'SHA-256 of what the browser’s extension keeps to itself',
      code: 'what is compared by eye',
      name: 'what the extension calls its device',
      network: 'keyed hash of the network that it was asked from',
      created_at: 'when it was asked',
      expires_at: 'until when it can be answered',
      account_id: 'who has answered',
      session_id: 'the device that was let in',
    },
  },
}
