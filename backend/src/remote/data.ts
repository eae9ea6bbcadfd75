import type { DataMap } from '../privacy/data-map.ts'

export const remoteData: DataMap = {
  sent_prompts: {
    category: 'conversation',
    purposes: ['provide', 'support'],
    basis: 'Art. 6(1)(a)',
    retention: 'until the oldest message in it goes, at the latest with its answer',
    columns: {
      workspace_id: 'whose assistant',
      reply_id: 'for which answer',
      conversation_id: 'of which conversation',
      recipient: 'who got it',
      country: 'in which country',
      sealed: 'of which parts all that left our server was made, and what its placeholders stand for, sealed',
      body_hash: 'SHA-256 of the request’s body',
      sent_at: 'when it left',
      expires_at: 'when it goes',
    },
  },
  prompt_parts: {
    category: 'conversation',
    purposes: ['provide', 'support'],
    basis: 'Art. 6(1)(a)',
    retention: 'with the last of the prompts that hold it',
    columns: {
      workspace_id: 'whose assistant',
      conversation_id: 'of which conversation',
      hash: 'the part’s hash, under the conversation’s key',
      sealed: 'a part of what left: instructions, earlier words, a passage or the question, sealed',
      expires_at: 'when it goes',
    },
  },
  masked_values: {
    category: 'conversation',
    purposes: ['provide'],
    basis: 'Art. 6(1)(a)',
    retention: 'the assistant’s term in days, with its question',
    columns: {
      workspace_id: 'whose assistant',
      reply_id: 'for which answer',
      conversation_id: 'of which conversation',
      sealed: 'what placeholders stood for, so that it stays masked, sealed',
      sent_at: 'when it was masked',
      expires_at: 'when it goes',
    },
  },
  canary_checks: {
    category: 'operation',
    purposes: ['secure'],
    basis: 'no personal data',
    retention: '90 days',
    term: 'P90D',
    columns: {
      at: 'when planted identifiers were sent through the anonymizer',
      process: 'by which process',
      model: 'on the way to which model',
      planted: 'how many there were',
      arrived: 'how many of them arrived',
    },
  },
}
