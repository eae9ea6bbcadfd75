import type { Message } from '@atavus/contract/chat'
import { Component, type ComponentChildren } from 'preact'
import { Answer, type AnswerActions } from './Answer.tsx'
import { Question } from './Question.tsx'
import type { Words } from './words/shape.ts'

interface Props {
  messages: Message[]
  /** Origin of the page around. */
  site: string
  words: Words
  /** Left out where a conversation is only read. */
  actions?: AnswerActions
  /** What is drawn beneath a question, by its message. */
  beneath?(question: string): ComponentChildren
}

/** A conversation as the visitor sees it. */
export function Messages({ messages, site, words, actions, beneath }: Props) {
  const last = messages.at(-1)
  return (
    <ol class="messages">
      {messages.map(message => (
        <One
          key={message.id}
          message={message}
          site={site}
          words={words}
          actions={actions}
          beneath={beneath}
          last={message === last}
        />
      ))}
    </ol>
  )
}

interface OneProps {
  message: Message
  site: string
  words: Words
  actions: AnswerActions | undefined
  beneath: Props['beneath'] | undefined
  last: boolean
}

/** Drawn again only when its own message changed: a new word does not redraw the conversation. */
class One extends Component<OneProps> {
  override shouldComponentUpdate(next: OneProps) {
    const { message, words, last, site } = this.props
    return message !== next.message || words !== next.words || last !== next.last || site !== next.site
  }
  override render({ message, site, words, actions, beneath, last }: OneProps) {
    if (message.role === 'visitor')
      return (
        <Question message={message} words={words}>
          {beneath?.(message.id)}
        </Question>
      )
    return <Answer message={message} site={site} words={words} actions={actions} last={last} />
  }
}
