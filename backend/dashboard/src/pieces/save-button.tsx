import { words } from '../words/words.ts'

interface Props {
  busy: boolean
  /** Whether the last attempt went through. */
  done: boolean
  label?: string
  /** Said when it is done. */
  said?: string
}

/** Sends a short form, and says when it is done. */
export function SaveButton({ busy, done, label = words.save, said = words.saved }: Props) {
  return (
    <div class="actions middle">
      <button type="submit" class="button primary" disabled={busy}>
        {busy ? words.saving : label}
      </button>
      <span class="save-state" role="status">
        {done ? said : ''}
      </span>
    </div>
  )
}
