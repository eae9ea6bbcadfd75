import type { LoggedConversation } from '@atavus/contract/console'
import { languageName, site } from '../lib/format.ts'
import { FactList } from '../pieces/facts.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { LoggedMessage } from './message.tsx'

interface Props {
  conversation: LoggedConversation
  /** Whoever reads it is in the assistant's own workspace: its settings and what was sent are there to see, too. */
  own?: boolean
}

/** What is known about a conversation beside its words. */
export function Details({ conversation, own = false }: Props) {
  const { assistant, origin, language, startedAt, deletedAt } = conversation
  const facts = [
    [
      words.conversation.assistant,
      own ? <a href={`/assistants/${assistant.id}/settings`}>{assistant.name}</a> : assistant.name,
    ],
    [words.conversation.site, site(origin)],
    [words.conversation.language, languageName(language)],
    [words.conversation.started, <Time iso={startedAt} />],
    [words.conversation.deleted, <Time iso={deletedAt} only="day" />],
  ] as const
  return <FactList class="details" facts={facts} />
}

/** What was said, message by message. */
export function Transcript({ conversation: { id, messages }, own = false }: Props) {
  return (
    <ol class="transcript" aria-label={words.conversation.transcript}>
      {messages.map(message => (
        <LoggedMessage key={message.id} message={message} conversation={own ? id : null} />
      ))}
    </ol>
  )
}
