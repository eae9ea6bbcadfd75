import type { DataMap } from '../privacy/data-map.ts'

export const jobsData: DataMap = {
  jobs: {
    category: 'operation',
    purposes: ['provide', 'secure'],
    basis: 'Art. 6(1)(b)',
    retention:
      'until it is done; at most 7 days after its moment, 30 to end a customer at Stripe, and without an end where somebody may demand it',
    term: 'P30D',
    columns: {
      id: 'its id',
      workspace_id: 'whose it is, if a workspace’s',
      kind: 'what is to be done',
      subject:
        'about which ids, or of a site which hash, in fixed words; an address that is no account’s any more only sealed',
      key: 'of two that wait with the same one, there is one',
      run_at: 'when it is due',
      attempts: 'how often it was tried',
      failures: 'how often that failed',
      leased_until: 'until when a process has it',
      created_at: 'when it was put in line',
    },
  },
}
