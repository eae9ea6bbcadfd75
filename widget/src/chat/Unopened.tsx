import type { Chat } from '../client/state.ts'
import { Thinking } from './Answer.tsx'
import type { Words } from './words/shape.ts'

interface Props {
  chat: Chat
  words: Words
  /** Where what was said can be read and deleted all the same. */
  page: string
  onTry(): void
}

/** Before the assistant is known, or when it could not be fetched. */
export function Unopened({ chat, words, page, onTry }: Props) {
  if (chat.phase !== 'unavailable')
    return (
      <div class="unopened">
        <Thinking label={words.opening} />
      </div>
    )
  const final = chat.code === 'key_invalid' || chat.code === 'origin_not_allowed'
  return (
    <div class="unopened" role="alert">
      <p>{words.codes[chat.code] ?? words.codes.other}</p>
      {!final && (
        <button type="button" class="small" onClick={onTry}>
          {words.tryAgain}
        </button>
      )}
      <a href={page} target="_blank" rel="noopener noreferrer">
        {words.privacy}
      </a>
    </div>
  )
}
