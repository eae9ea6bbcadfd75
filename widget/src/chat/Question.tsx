import type { Message } from '@atavus/contract/chat'
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

export function Question({ message, words }: { message: Message; words: Words }) {
  return (
    <li class="question">
      <span class="hidden">{words.you}</span>
      <p dir="auto">{message.text}</p>
    </li>
  )
}
