import type { Message } from '@atavus/contract/chat'
import type { ComponentChildren } from 'preact'
import type { Words } from './words/shape.ts'

/** A question that waits for the visitor's consent. */
export function Waiting({ text, words }: { text: string; words: Words }) {
  return (
    <div class="question waiting">
      <p dir="auto">{text.trim()}</p>
      <span>{words.notSentYet}</span>
    </div>
  )
}

interface Props {
  message: Message
  words: Words
  children?: ComponentChildren
}

export function Question({ message, words, children }: Props) {
  return (
    <li class="question">
      <span class="hidden">{words.you}</span>
      <p dir="auto">{message.text}</p>
      {children}
    </li>
  )
}
