import type { DataMap } from '../privacy/data-map.ts'

export const webhooksData: DataMap = {
  webhooks: {
    category: 'configuration',
    purposes: ['provide'],
    basis: 'Art. 6(1)(b)',
    retention: 'until it is deleted, or the workspace',
    columns: {
      workspace_id: 'whose it is',
      id: 'its id',
      url: 'the address of the owner’s server',
      events: 'what it is told',
      sealed_secret: 'the secret that signs what is sent, sealed under the workspace’s key',
      created_at: 'when it was made',
      disabled_at: 'since when it is switched off',
      given_up: 'how many happenings in a row were given up',
    },
  },
  deliveries: {
    category: 'operation',
    purposes: ['provide'],
    basis: 'Art. 6(1)(b)',
    retention: '30 days; with its webhook, if that goes sooner',
    term: 'P30D',
    columns: {
      workspace_id: 'whose webhook',
      id: 'its id',
      webhook_id: 'which webhook',
      happening_id: 'the happening’s id, by which the endpoint knows it again',
      event: 'what kind of thing happened',
      body: 'what is sent: ids, figures and fixed words, nothing that a person wrote',
      state: 'whether it waits, was delivered or given up',
      attempts: 'how often it was tried',
      status: 'the last answer’s HTTP status',
      problem: 'why the last attempt failed, in a fixed word',
      next_at: 'when it is tried again',
      created_at: 'when it was put in line',
      tried_at: 'when it was last tried',
      expires_at: 'when this row goes',
    },
  },
}
