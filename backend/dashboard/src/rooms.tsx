import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { CreateAssistant } from './assistants/create.tsx'
import { AssistantList } from './assistants/list.tsx'
import { AssistantRoom } from './assistants/room.tsx'
import { DocumentRoom } from './knowledge/document.tsx'
import { match } from './lib/paths.ts'
import { go, type Place } from './lib/router.ts'
import { ConversationRoom } from './log/conversation.tsx'
import { Log } from './log/log.tsx'
import { Missing, Waiting } from './pieces/states.tsx'

type Places = Record<string, string>
type Room = (places: Places, place: Place) => VNode

const rooms: [pattern: string, room: Room][] = [
  ['', () => <Redirect to="/assistants" />],
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
]

/** The room at a place; the first pattern that fits wins. */
export function roomAt(place: Place): VNode {
  for (const [pattern, room] of rooms) {
    const places = match(pattern, place.path)
    if (places) return room(places, place)
  }
  return <Missing />
}

function Redirect({ to }: { to: string }) {
  useEffect(() => go(to, { replace: true }), [to])
  return <Waiting rows={3} />
}
