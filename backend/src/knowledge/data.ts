import type { DataMap } from '../privacy/data-map.ts'

const common = {
  category: 'knowledge',
  purposes: ['provide'],
  basis: 'Art. 6(1)(b)',
  retention: 'until the owner deletes it or the assistant',
} as const

export const knowledgeData: DataMap = {
  documents: {
    ...common,
    purposes: [...common.purposes],
    columns: {
      workspace_id: 'whose',
      id: 'its id',
      assistant_id: 'which assistant knows it',
      title: 'its title',
      url: 'its address on the owner’s site',
      language: 'its language',
      body: 'its text',
      passages: 'how many passages it has',
      created_at: 'when it was added',
      updated_at: 'when it was changed',
    },
  },
  passages: {
    ...common,
    purposes: [...common.purposes],
    columns: {
      workspace_id: 'whose',
      id: 'its id',
      document_id: 'of which document',
      assistant_id: 'which assistant knows it',
      ordinal: 'its place in the document',
      heading: 'the headings above it',
      body: 'its text',
      language: 'its language',
      search: 'its words, for the search',
    },
  },
  passage_words: {
    ...common,
    purposes: [...common.purposes],
    columns: {
      workspace_id: 'whose',
      assistant_id: 'which assistant',
      language: 'a language',
      word: 'a word of its knowledge',
      passages: 'in how many passages it stands',
    },
  },
  everyday_words: {
    ...common,
    purposes: [...common.purposes],
    basis: 'no personal data',
    retention: 'shipped with the product',
    columns: {
      language: 'a language',
      word: 'a common word of it',
      meaning: 'what it is taken for',
      found: 'the form in which it is looked for',
    },
  },
}
