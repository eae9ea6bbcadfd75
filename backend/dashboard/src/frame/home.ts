import type { Right } from '@atavus/contract/rights'
import type { IconName } from '../pieces/icon.tsx'
import { words } from '../words/words.ts'

export interface Way {
  to: string
  icon: IconName
  name: string
  /** Other addresses that belong to it. */
  also?: string[]
}

interface Needed extends Way {
  needs: readonly Right[]
  /** There only where this platform has plans. */
  billing?: true
}

const ways: Needed[] = [
  { to: '/assistants', icon: 'assistants', name: words.nav.assistants, needs: ['assistants:read'] },
  {
    to: '/conversations',
    icon: 'conversations',
    name: words.nav.conversations,
    needs: ['conversations:read'],
  },
  { to: '/usage', icon: 'usage', name: words.nav.usage, needs: ['usage:read'] },
  { to: '/team', icon: 'team', name: words.nav.team, needs: ['team:read'] },
  { to: '/billing', icon: 'plan', name: words.nav.plan, needs: ['billing:read'], billing: true },
  {
    to: '/keys',
    icon: 'keys',
    name: words.nav.developers,
    also: ['/webhooks'],
    needs: ['keys:manage', 'webhooks:manage'],
  },
  { to: '/data', icon: 'privacy', name: words.nav.data, needs: ['privacy:read'] },
  { to: '/logs', icon: 'logs', name: words.nav.logs, needs: ['logs:read'] },
]
const chat: Way = { to: '/chat', icon: 'chat', name: words.nav.chat }
const operator: Way = { to: '/operator', icon: 'operator', name: words.nav.operator }

/** Where somebody can go, by what they may do; whoever may do nothing else chats. */
export function waysFor(account: { rights: readonly Right[]; operator: boolean; billing: boolean }): Way[] {
  const there = ways.filter(({ billing = false }) => account.billing || !billing)
  const open = there.filter(({ needs }) => needs.some(right => account.rights.includes(right)))
  const own: Way[] = open.length > 0 ? open : [chat]
  return account.operator ? [...own, operator] : own
}

/** Where somebody begins. */
export const homeOf = (account: { rights: readonly Right[] }): string =>
  waysFor({ ...account, operator: false, billing: false })[0]?.to ?? chat.to
