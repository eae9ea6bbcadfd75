import type { OpenChat } from '../client/state.ts'
import { Icon, IconButton } from './Icon.tsx'
import type { Words } from './words/shape.ts'

interface Props {
  words: Words
  name: string
  room: 'chat' | 'rights'
  open: OpenChat | null
  onRoom(room: 'chat' | 'rights'): void
  onFresh(): void
  onClose: (() => void) | undefined
}

export function Header({ words, name, room, open, onRoom, onFresh, onClose }: Props) {
  return (
    <header>
      {room === 'rights' ? (
        <IconButton class="mirrored" icon="back" label={words.back} onClick={() => onRoom('chat')} />
      ) : (
        <span class="avatar">
          <Icon name="mark" />
        </span>
      )}
      <div class="who">
        <h2 dir="auto">{room === 'rights' ? words.privacy : name}</h2>
        <p>{room === 'rights' ? name : words.assistant}</p>
      </div>
      {open && room === 'chat' && (
        <>
          {open.messages.length > 0 && <IconButton icon="fresh" label={words.fresh} onClick={onFresh} />}
          <IconButton icon="privacy" label={words.privacy} onClick={() => onRoom('rights')} />
        </>
      )}
      {onClose && <IconButton icon="close" label={words.close} onClick={onClose} />}
    </header>
  )
}
