import type { ConversationSummary } from '@atavus/contract/console'
import { languageName, number, site } from '../lib/format.ts'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'

interface Props {
  conversations: ConversationSummary[]
  /** The page under which each of them can be read. */
  at?: string
}

/** Conversations as a table; on narrow screens each row is a card that names its values itself. */
export function ConversationTable({ conversations, at = '/conversations' }: Props) {
  const { caption, question, assistant, messages, last, deleted } = words.log
  return (
    <table class="sheet rows">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{question}</th>
          <th scope="col">{assistant}</th>
          <th scope="col" class="figure">
            {messages}
          </th>
          <th scope="col">{last}</th>
          <th scope="col">{deleted}</th>
        </tr>
      </thead>
      <tbody>
        {conversations.map(conversation => (
          <tr key={conversation.id}>
            <th scope="row">
              <a class="cover question" href={`${at}/${conversation.id}`}>
                <bdi>{conversation.title || words.conversation.untitled}</bdi>
              </a>
              <span class="address">
                {site(conversation.origin)} · {languageName(conversation.language)}
              </span>
            </th>
            <td data-label={assistant}>{conversation.assistant.name}</td>
            <td data-label={messages} class="figure">
              {number(conversation.messages)}
            </td>
            <td data-label={last}>
              <Time iso={conversation.lastAt} />
            </td>
            <td data-label={deleted}>
              <Time iso={conversation.deletedAt} only="day" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
