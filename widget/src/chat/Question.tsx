import type { Message } from '@atavus/contract/chat'
import type { Words } from './words/shape.ts'

export function Question({ message, words }: { message: Message; words: Words }) {
  return (
    <li class="question">
      <span class="speaker">{words.you}</span>
      <p dir="auto">{message.text}</p>
    </li>
  )
}
