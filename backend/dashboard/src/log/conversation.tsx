import type { LoggedConversation } from '@atavus/contract/console'
import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { languageName, site } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { go } from '../lib/router.ts'
import { BackLink } from '../pieces/back-link.tsx'
import { Confirm } from '../pieces/confirm.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Await } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { LoggedMessage } from './message.tsx'

/** One conversation as its visitor saw it. */
export function ConversationRoom({ id }: { id: string }) {
  const { state, again } = useLoad(
    signal => call('conversation', { places: { conversation: id }, signal }),
    [id],
  )
  return (
    <div class="narrow">
      <BackLink to="/conversations" name={words.conversation.toLog} />
      <Await state={state} again={again} rows={6} page>
        {conversation => (
          <>
            <Heading title={conversation.title || words.conversation.untitled}>
              <DeleteConversation id={id} />
            </Heading>
            <Details conversation={conversation} />
            <ol class="transcript" aria-label={words.conversation.transcript}>
              {conversation.messages.map(message => (
                <LoggedMessage key={message.id} message={message} conversation={id} />
              ))}
            </ol>
          </>
        )}
      </Await>
    </div>
  )
}

function Details({ conversation }: { conversation: LoggedConversation }) {
  const { assistant, origin, language, startedAt, deletedAt } = conversation
  const facts = [
    [words.conversation.assistant, <a href={`/assistants/${assistant.id}/settings`}>{assistant.name}</a>],
    [words.conversation.site, site(origin)],
    [words.conversation.language, languageName(language)],
    [words.conversation.started, <Time iso={startedAt} />],
    [words.conversation.deleted, <Time iso={deletedAt} only="day" />],
  ] as const
  return (
    <dl class="details">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function DeleteConversation({ id }: { id: string }) {
  const [asking, setAsking] = useState(false)
  async function remove() {
    await call('deleteConversation', { places: { conversation: id } })
    go('/conversations', { replace: true, force: true })
  }
  return (
    <>
      <button type="button" class="button danger-quiet" onClick={() => setAsking(true)}>
        {words.conversation.deleteButton}
      </button>
      {asking && (
        <Confirm
          title={words.conversation.deleteTitle}
          submit={words.delete}
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          <p>{words.conversation.deleteText}</p>
        </Confirm>
      )}
    </>
  )
}
