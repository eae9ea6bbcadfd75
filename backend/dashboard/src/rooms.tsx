import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { AccountRoom } from './account/room.tsx'
import { CreateAssistant } from './assistants/create.tsx'
import { AssistantList } from './assistants/list.tsx'
import { AssistantRoom } from './assistants/room.tsx'
import { BillingRoom } from './billing/room.tsx'
import { homeOf } from './frame/home.ts'
import { useAccount } from './frame/signed.ts'
import { Keys } from './keys/list.tsx'
import { DocumentRoom } from './knowledge/document.tsx'
import { match } from './lib/paths.ts'
import { go, type Place } from './lib/router.ts'
import { ConversationRoom } from './log/conversation.tsx'
import { Log } from './log/log.tsx'
import { Logs } from './logs/room.tsx'
import { OperatedLog } from './operator/access.tsx'
import { OperatedConversation } from './operator/conversation.tsx'
import { OperatedHolds } from './operator/holds.tsx'
import { OperatorRoom } from './operator/room.tsx'
import { Missing, Waiting } from './pieces/states.tsx'
import { PrivacyRoom } from './privacy/room.tsx'
import { Team } from './team/room.tsx'
import { TriedChat } from './trial/chat.tsx'
import { TriedAssistants } from './trial/list.tsx'
import { UsageRoom } from './usage/room.tsx'
import { Webhooks } from './webhooks/list.tsx'
import { WebhookRoom } from './webhooks/room.tsx'

type Places = Record<string, string>
type Room = (places: Places, place: Place) => VNode

const rooms: [pattern: string, room: Room][] = [
  ['', () => <Home />],
  ['/account', () => <Redirect to="/account/profile" />],
  ['/account/{tab}', ({ tab = '' }) => <AccountRoom tab={tab} />],
  ['/chat', () => <TriedAssistants />],
  ['/chat/{assistant}', ({ assistant = '' }) => <TriedChat key={assistant} id={assistant} />],
  ['/assistants', () => <AssistantList />],
  ['/assistants/new', () => <CreateAssistant />],
  ['/assistants/{assistant}', ({ assistant = '' }) => <Redirect to={`/assistants/${assistant}/settings`} />],
  [
    '/assistants/{assistant}/knowledge/{document}',
    ({ assistant = '', document = '' }) => (
      <DocumentRoom key={document} assistant={assistant} document={document === 'new' ? null : document} />
    ),
  ],
  [
    '/assistants/{assistant}/{tab}',
    ({ assistant = '', tab = '' }) => <AssistantRoom key={assistant} id={assistant} tab={tab} />,
  ],
  ['/conversations', (_, { query }) => <Log query={query} />],
  [
    '/conversations/{conversation}',
    ({ conversation = '' }) => <ConversationRoom key={conversation} id={conversation} />,
  ],
  ['/usage', (_, { query }) => <UsageRoom query={query} />],
  ['/team', () => <Team />],
  ['/billing', (_, { query }) => <BillingRoom done={query.get('done')} />],
  ['/keys', () => <Keys />],
  ['/webhooks', () => <Webhooks />],
  ['/webhooks/{webhook}', ({ webhook = '' }) => <WebhookRoom key={webhook} id={webhook} />],
  ['/logs', () => <Redirect to="/logs/requests" />],
  ['/logs/{log}', ({ log = '' }) => <Logs log={log} />],
  ['/data', () => <Redirect to="/data/requests" />],
  ['/data/{part}', ({ part = '' }, { query }) => <PrivacyRoom part={part} query={query} />],
  ['/operator', () => <Redirect to="/operator/overview" />],
  [
    '/operator/workspaces/{workspace}',
    ({ workspace = '' }) => <OperatedLog key={workspace} workspace={workspace} />,
  ],
  [
    '/operator/workspaces/{workspace}/holds',
    ({ workspace = '' }) => <OperatedHolds key={workspace} workspace={workspace} />,
  ],
  [
    '/operator/workspaces/{workspace}/conversations/{conversation}',
    ({ workspace = '', conversation = '' }) => (
      <OperatedConversation key={conversation} workspace={workspace} id={conversation} />
    ),
  ],
  ['/operator/{part}', ({ part = '' }, { query }) => <OperatorRoom part={part} query={query} />],
]

/** The room at a place; the first pattern that fits wins. */
export function roomAt(place: Place): VNode {
  for (const [pattern, room] of rooms) {
    const places = match(pattern, place.path)
    if (places) return room(places, place)
  }
  return <Missing />
}

function Home() {
  const account = useAccount()
  return account ? <Redirect to={homeOf(account)} /> : <Waiting rows={3} />
}

function Redirect({ to }: { to: string }) {
  useEffect(() => go(to, { replace: true }), [to])
  return <Waiting rows={3} />
}
