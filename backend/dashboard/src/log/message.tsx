import type { Message } from '@atavus/contract/chat'
import { Icon } from '../pieces/icon.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { endOf, whereOf } from './ends.ts'

/** One message: what was written, how it ended, what it rests on, where its words went. */
export function LoggedMessage({ message }: { message: Message }) {
  const { role, text, at, sources, thumb } = message
  const end = endOf(message)
  const where = whereOf(message)
  return (
    <li class={`message ${role}`}>
      <p class="message-head">
        <b>{role === 'visitor' ? words.conversation.visitor : words.conversation.answer}</b>
        <Time iso={at} />
      </p>
      <div class="message-text" dir="auto">
        {text ? (
          <p class="as-typed">{text}</p>
        ) : (
          role === 'assistant' && <p class="quiet">{words.conversation.nothing}</p>
        )}
      </div>
      {end && (
        <p class="message-end">
          <Icon name="warning" />
          {end}
        </p>
      )}
      {sources.length > 0 && (
        <section class="sources" aria-label={words.conversation.sources}>
          <h2>{words.conversation.sources}</h2>
        </section>
      )}
      {(where || thumb) && (
        <p class="message-foot">
          {where && <span>{where}</span>}
          {thumb && (
            <span class={`thumb ${thumb}`}>
              <Icon name={thumb} />
              {words.conversation.thumbs[thumb]}
            </span>
          )}
        </p>
      )}
    </li>
  )
}
