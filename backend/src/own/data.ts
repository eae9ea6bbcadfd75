import type { DataMap } from '../privacy/data-map.ts'

export const ownData: DataMap = {
  shared_pages: {
    category: 'conversation',
    purposes: ['provide'],
    basis: 'Art. 6(1)(a)',
    retention: 'as the question that it went with',
    columns: {
      workspace_id: 'whose assistant was asked',
      id: 'its id',
      account_id: 'who shared it',
      conversation_id: 'in which conversation',
      message_id: 'with which question',
      ordinal: 'its place among what went with the question',
      site: 'a hash of the page’s origin under a key of the workspace’s; it tells no site',
      sealed_page: 'the page’s address and title, sealed',
      sealed_passages: 'the passages that were sent, sealed',
      characters: 'how many characters they have',
      created_at: 'when they were sent',
      expires_at: 'when they go',
    },
  },
}
