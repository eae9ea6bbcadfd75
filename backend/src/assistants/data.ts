import type { DataMap } from '../privacy/data-map.ts'

export const assistantsData: DataMap = {
  assistants: {
    category: 'configuration',
    purposes: ['provide'],
    basis: 'Art. 6(1)(b)',
    retention: 'until the assistant is deleted',
    columns: {
      workspace_id: 'whose it is',
      id: 'its id',
      name: 'its name',
      greeting: 'what it says first',
      instructions: 'how it is told to answer',
      suggestions: 'questions it offers',
      model: 'what makes its answers',
      quote_fallback: 'whether it quotes while its model is down',
      accent: 'its colour',
      retention_days: 'how long its conversations are kept',
      controller_name: 'who answers for the visitors’ data',
      controller_contact: 'how to reach them',
      added_notice: 'what its owner adds to the notice',
      origins: 'the sites it welcomes',
      messages_per_day: 'how many messages a day it may answer',
      tokens_per_day: 'how many tokens a day it may use',
      public_key: 'the key in its script tag; no secret',
      created_at: 'when it was made',
      updated_at: 'when it was last changed',
    },
  },
}
