import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useSubmit } from '../lib/submit.ts'
import { words } from '../words/words.ts'
import { Alert } from './states.tsx'

interface Props {
  title: string
  submit: string
  children: ComponentChildren
  /** Does it; what it throws is shown, and the dialog stays. */
  onConfirm: (form: FormData) => Promise<unknown>
  onClose: () => void
}

/** Asks before something goes for good. The browser's own dialog keeps the focus and closes on Escape. */
export function Confirm({ title, submit, children, onConfirm, onClose }: Props) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const sending = useSubmit(onConfirm)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose}>
      <form onSubmit={sending.submit}>
        <h2 id={id}>{title}</h2>
        {children}
        <Alert error={sending.error} />
        <div class="actions end">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {words.cancel}
          </button>
          <button type="submit" class="button danger" disabled={sending.busy}>
            {sending.busy ? words.deleting : submit}
          </button>
        </div>
      </form>
    </dialog>
  )
}
