import type { DataMap } from '../privacy/data-map.ts'

export const meteringData: DataMap = {
  usage: {
    category: 'usage',
    purposes: ['provide', 'improve', 'bill'],
    basis: 'no personal data',
    retention: '25 months; at most until the assistant is deleted',
    term: 'P25M',
    columns: {
      workspace_id: 'whose use',
      day: 'on which day of the workspace’s time zone',
      assistant_id: 'of which assistant, or of the workspace as a whole',
      counter: 'what was counted',
      count: 'how often, or how many tokens',
    },
  },
  workspace_budgets: {
    category: 'usage',
    purposes: ['provide', 'secure'],
    basis: 'no personal data',
    retention: '7 days',
    term: 'P7D',
    columns: {
      workspace_id: 'whose ceilings',
      day: 'on which day',
      messages: 'how many messages',
      tokens_spent: 'how many tokens',
      tokens_reserved: 'how many more are reserved',
      warned: 'which warnings were sent on the day',
    },
  },
}
