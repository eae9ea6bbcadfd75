import { accountOperations } from '@atavus/contract/account-operations'
import { billingOperations } from '@atavus/contract/billing-operations'
import { chatOperations } from '@atavus/contract/chat-operations'
import { deviceOperations, deviceRequestOperations } from '@atavus/contract/device-operations'
import { keyOperations } from '@atavus/contract/key-operations'
import type { Operation } from '@atavus/contract/operation'
import { type OperationName, operations } from '@atavus/contract/operations'
import { operatorOperations } from '@atavus/contract/operator-operations'
import { ownOperations } from '@atavus/contract/own-operations'
import { isScope } from '@atavus/contract/rights'
import { serverOperations } from '@atavus/contract/server-operations'
import { webhookOperations } from '@atavus/contract/webhook-operations'

/** Doors that belong together on the page. */
export interface Group {
  id: string
  title: string
  doors: [OperationName, Operation][]
}

const all = Object.entries(operations) as [OperationName, Operation][]

/** What a program may open: by an API key or as a visitor. Everything else is for the dashboard's sessions. */
const isOpen = ([name, { who, right }]: [OperationName, Operation]): boolean =>
  name in chatOperations || who === 'key' || (who === 'workspace' && right !== undefined && isScope(right))

/** Each door belongs to the first that takes it. */
const places: [id: string, title: string, takes: (name: string, path: string) => boolean][] = [
  ['chat-widget', 'Chat widget', name => name in chatOperations],
  ['chat-as-a-server', 'Chat as a server', name => name in serverOperations],
  ['about-knowledge', 'Knowledge', (_, path) => path.includes('/documents')],
  ['about-conversations', 'Conversations', (_, path) => path.startsWith('/v1/conversations')],
  ['about-keys', 'Keys', (_, path) => path.includes('/keys')],
  ['about-usage', 'Usage', (_, path) => path.startsWith('/v1/usage')],
  ['about-assistants', 'Assistants', () => true],
]
const order = [
  'chat-widget',
  'chat-as-a-server',
  'about-assistants',
  'about-knowledge',
  'about-conversations',
  'about-keys',
  'about-usage',
]

const rooms: [id: string, title: string, takes: (name: string) => boolean][] = [
  ['dashboard-billing', 'Plans and payment', name => name in billingOperations],
  ['dashboard-webhooks', 'Webhooks', name => name in webhookOperations],
  ['dashboard-account', 'Account', name => name in accountOperations],
  ['dashboard-keys', 'Keys', name => name in keyOperations],
  ['dashboard-operator', 'Operator', name => name in operatorOperations],
  [
    'dashboard-devices',
    'Browser extension',
    name => name in deviceOperations || name in deviceRequestOperations || name in ownOperations,
  ],
  ['dashboard-team', 'Team and workspace', () => true],
]

/** The doors for programs, in the order of the page. */
export const openGroups: Group[] = grouped(all.filter(isOpen), places).sort(
  (one, other) => order.indexOf(one.id) - order.indexOf(other.id),
)

/** The doors that only the dashboard's sessions open. */
export const sessionGroups: Group[] = grouped(
  all.filter(door => !isOpen(door)),
  rooms,
)

function grouped(
  doors: [OperationName, Operation][],
  takers: [id: string, title: string, takes: (name: string, path: string) => boolean][],
): Group[] {
  const idOf = ([name, { path }]: [OperationName, Operation]) =>
    takers.find(([, , takes]) => takes(name, path))?.[0]
  return takers
    .map(([id, title]) => ({ id, title, doors: doors.filter(door => idOf(door) === id) }))
    .filter(({ doors }) => doors.length > 0)
}
