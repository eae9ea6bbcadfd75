import type { DataMap } from './data-map.ts'

export const requestsData: DataMap = {
  requests: {
    category: 'account',
    purposes: ['obey', 'support'],
    basis: 'Art. 6(1)(c)',
    retention: '1 year after it was answered; 7 days, if it waits for an address that nobody proves',
    term: 'P1Y',
    columns: {
      id: 'its id',
      workspace_id: 'whose owner answers it; none: the operator',
      assistant_id: 'about which assistant, if known',
      kind: 'which right it is about',
      via: 'how it came',
      account_id: 'which account asks, if one does',
      visitor_id: 'the pseudonym of the visitor who asks, if one does',
      sealed: 'the address to answer to, and what was written, sealed',
      link_hash: 'SHA-256 of the link that proves the address',
      link_ends: 'until when that link can be opened',
      proven_at: 'since when it is known who asks',
      opened_at: 'when it arrived',
      due_at: 'until when it must be answered',
      extended: 'why it takes longer, if it does',
      escalated_at: 'since when the operator looks after it, too',
      answered_at: 'when it was answered',
      outcome: 'how',
      answer: 'what was answered, sealed',
      expires_at: 'when it goes',
    },
  },
}
