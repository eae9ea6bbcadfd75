import type { RefObject, TargetedEvent, TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { Icon } from './Icon.tsx'
import type { Words } from './words/shape.ts'
import { number } from './words/words.ts'

/** The most that the server takes. */
const longest = 4000
/** From here on the visitor is told how much is left. */
const telling = 3600

interface Props {
  /** Where the visitor writes. */
  field: RefObject<HTMLTextAreaElement | null>
  words: Words
  draft: string
  answering: boolean
  stopping: boolean
  onType(draft: string): void
  onAsk(): void
  onStop(): void
}

export function Composer({ field, words, draft, answering, stopping, onType, onAsk, onStop }: Props) {
  const length = draft.trim().length
  const sendable = length > 0 && length <= longest && !answering

  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  }, [draft])

  function submit(event: TargetedEvent<HTMLFormElement>) {
    event.preventDefault()
    if (sendable) onAsk()
  }
  function enter(event: TargetedKeyboardEvent<HTMLTextAreaElement>) {
    // While an input method composes, Enter chooses a word (229 is Safari's way to say so).
    const composing = event.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || composing) return
    event.preventDefault()
    event.currentTarget.form?.requestSubmit()
  }
  return (
    <form class="composer" onSubmit={submit}>
      <div class="field">
        <textarea
          ref={field}
          name="text"
          rows={1}
          dir={draft ? 'auto' : undefined}
          aria-label={words.ask}
          aria-describedby="machine"
          placeholder={words.placeholder}
          value={draft}
          enterkeyhint="send"
          autocomplete="off"
          onInput={event => onType(event.currentTarget.value)}
          onKeyDown={enter}
        />
        {answering ? (
          <button
            type="button"
            class="send stop"
            aria-label={words.stop}
            title={words.stop}
            disabled={stopping}
            onClick={onStop}
          >
            <Icon name="stop" />
          </button>
        ) : (
          <button type="submit" class="send" aria-label={words.send} title={words.send} disabled={!sendable}>
            <Icon name="send" />
          </button>
        )}
      </div>
      <p class={length > longest ? 'foot bad' : 'foot'}>
        <span id="machine">{words.machine}</span>
        {length > telling && (
          <span class="count">
            {length > longest
              ? words.tooLong(number(length - longest, words.language))
              : words.left(number(longest - length, words.language))}
          </span>
        )}
      </p>
    </form>
  )
}
