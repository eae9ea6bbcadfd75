import type { PlaceName } from '../lib/master.ts'
import type { Counted } from './standing.ts'

/** What each kind is called at the terminal. */
const words: Record<PlaceName, string> = {
  workspace: 'keys of workspaces',
  factor: 'second factors',
  mail: 'mails in the outbox',
  answer: 'answers to repeated requests',
  address: 'addresses of mails in line',
  request: 'requests by right',
  reply: 'answers to requests by right',
}

/** So many of these, so many of those. */
export const counted = (all: Counted[]): string =>
  all.length ? all.map(({ place, count }) => `${count} ${words[place]}`).join(', ') : 'nothing'
