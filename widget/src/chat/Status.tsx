import type { OpenChat } from '../client/state.ts'
import { Icon } from './Icon.tsx'
import type { Words } from './words/shape.ts'

/** What a visitor should know of the line, in words; '' while all is well. */
export function statusWords(chat: OpenChat, words: Words): string {
  if (chat.phase === 'unsent') return `${words.notSent} ${words.codes[chat.code] ?? words.codes.other}`
  if (chat.phase !== 'answering') return ''
  if (chat.line === 'offline') return words.offline
  return chat.line === 'waiting' ? words.waiting : ''
}

export function Status({ chat, words, onAgain }: { chat: OpenChat; words: Words; onAgain(): void }) {
  const told = statusWords(chat, words)
  if (!told) return null
  const failed = chat.phase === 'unsent'
  return (
    <div class={failed ? 'status bad' : 'status'}>
      <p>{told}</p>
      {failed && (
        <button type="button" class="small" onClick={onAgain}>
          <Icon name="retry" />
          {words.tryAgain}
        </button>
      )}
    </div>
  )
}
