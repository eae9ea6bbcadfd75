import type { Message } from '@atavus/contract/chat'
import { Markdown } from '@atavus/widget/markdown/Markdown.tsx'
import { Icon } from '../pieces/icon.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { endOf, whereOf } from './ends.ts'
import { PromptButton } from './prompt.tsx'
import { Sources } from './sources.tsx'

interface Props {
  message: Message
  /** Where what was sent for an answer can be asked for; null: it cannot. */
  conversation: string | null
}

/** One message: what was written, how it ended, what it rests on, where its words went. */
export function LoggedMessage({ message, conversation }: Props) {
  const { id, role, text, at, sources, thumb, whereabouts } = message
  const end = endOf(message)
  const where = whereOf(message)
  return (
    <li class={`message ${role}`}>
      <p class="message-head">
        <b>{role === 'visitor' ? words.conversation.visitor : words.conversation.answer}</b>
        <Time iso={at} />
      </p>
      <div class="message-text" dir="auto">
        {role === 'visitor' ? (
          <p class="as-typed">{text}</p>
        ) : text ? (
          <Markdown text={text} site={location.origin} sources={sources} />
        ) : (
          <p class="quiet">{words.conversation.nothing}</p>
        )}
      </div>
      {end && (
        <p class="message-end">
          <Icon name="warning" />
          {end}
        </p>
      )}
      {sources.length > 0 && <Sources sources={sources} />}
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
      {whereabouts?.sent && conversation && (
        <div>
          <PromptButton conversation={conversation} answer={id} />
        </div>
      )}
    </li>
  )
}
