import type { DataMap } from '../privacy/data-map.ts'

export const plansData: DataMap = {
  plans: {
    category: 'operation',
    purposes: ['bill'],
    basis: 'no personal data',
    retention: 'for ever',
    columns: {
      id: 'a plan',
      name: 'what it is called',
      place: 'where it stands among the others',
      base: 'whether it is the one that costs nothing',
      retired: 'whether it is sold no more',
      messages: 'how many messages a month it allows',
      tokens: 'how many tokens a month',
      assistants: 'how many assistants',
      seats: 'how many members',
      passages: 'how many passages of knowledge',
      remote: 'whether models outside our server may answer',
    },
  },
  meters: {
    category: 'usage',
    purposes: ['provide', 'bill'],
    basis: 'no personal data',
    retention: '25 months',
    term: 'P25M',
    columns: {
      workspace_id: 'whose plan',
      month: 'in which month of its time zone',
      messages: 'how many messages',
      beyond: 'how many more were answered by quoting',
      tokens_spent: 'how many tokens',
      tokens_reserved: 'how many more are reserved',
      warned: 'which warnings were sent in the month',
      warned_plan: 'of which plan they spoke',
    },
  },
}
