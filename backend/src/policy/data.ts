import type { DataMap } from '../privacy/data-map.ts'

export const policyData: DataMap = {
  policies: {
    category: 'operation',
    purposes: ['obey'],
    basis: 'Art. 6(1)(c)',
    retention: 'for ever: every former version can be read',
    columns: {
      version: 'its number',
      hash: 'SHA-256 of its content',
      content: 'what it says',
      operator: 'who ran the platform when it was published',
      summary: 'what changed',
      significant: 'whether everybody was told',
      published_at: 'since when it holds',
      published_by: 'by which operator',
    },
  },
  policy_notices: {
    category: 'account',
    purposes: ['obey'],
    basis: 'Art. 6(1)(c)',
    retention: 'until the account is deleted',
    columns: {
      account_id: 'who was told',
      version: 'of which version of the policy',
      queued_at: 'when the mail was put in line',
      sent_at: 'when a mail server took it',
      outbox_at: 'when it was put into the outbox, since there is no mail server',
      undeliverable_at: 'when it proved that no mail server takes it',
      read_at: 'when it was read on the platform',
    },
  },
}
