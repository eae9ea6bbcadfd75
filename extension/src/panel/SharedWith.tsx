import type { Own } from '../own/own.ts'
import type { Talk } from '../talk/talk.ts'
import { sharedWith } from '../words/readers.ts'
import type { Words } from '../words/shape.ts'
import { useChat } from './use-talk.ts'

/** Says who can read along, for as long as a conversation is shared that one writes in. */
export function SharedWith({ words, own, talk }: { words: Words; own: Own; talk: Talk }) {
  const sharing = own.told(useChat(talk).conversation)
  if (!sharing?.shared) return null
  return (
    <p class="preview" role="status">
      {sharedWith(words, sharing)}
    </p>
  )
}
