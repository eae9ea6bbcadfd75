import type { TargetedEvent } from 'preact'
import { useState } from 'preact/hooks'
import { Tick } from './Tick.tsx'
import type { Words } from './words/shape.ts'

interface Props {
  ask: string
  /** A box beside the question, if there is a second one; ticked from the beginning. */
  also?: string
  yes: string
  words: Words
  onYes(also: boolean): Promise<void>
  onNo(): void
}

/** A question before something that cannot be undone. */
export function Confirm({ ask, also, yes, words, onYes, onNo }: Props) {
  const [busy, setBusy] = useState(false)
  async function submit(event: TargetedEvent<HTMLFormElement>) {
    event.preventDefault()
    setBusy(true)
    await onYes(new FormData(event.currentTarget).has('also'))
    setBusy(false)
  }
  return (
    <form class="confirm" onSubmit={submit}>
      <p>{ask}</p>
      {also && <Tick name="also" text={also} checked />}
      <div class="choice">
        <button type="button" class="small" disabled={busy} onClick={onNo}>
          {words.rights.cancel}
        </button>
        <button type="submit" class="small danger" disabled={busy}>
          {yes}
        </button>
      </div>
    </form>
  )
}
