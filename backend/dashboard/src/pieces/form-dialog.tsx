import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useSubmit } from '../lib/submit.ts'
import { words } from '../words/words.ts'
import { Alert } from './states.tsx'

interface Props {
  title: string
  submit: string
  /** On the button while it is being done. */
  busy?: string
  /** What cannot be undone is red. */
  tone?: 'primary' | 'danger'
  /** Fields that say themselves what was refused take the refusal of the last attempt. */
  children: ComponentChildren | ((error: unknown) => ComponentChildren)
  /** Does it; what it throws is shown, and the dialog stays. To close it afterwards is up to the caller. */
  onSubmit: (form: FormData) => Promise<unknown>
  onClose: () => void
}

/** A short form over the page. The browser's own dialog keeps the focus and closes on Escape. */
export function FormDialog({ title, submit, tone = 'primary', children, ...props }: Props) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const sending = useSubmit(props.onSubmit)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={props.onClose}>
      <form onSubmit={sending.submit}>
        <h2 id={id}>{title}</h2>
        {typeof children === 'function' ? children(sending.error) : children}
        <Alert error={sending.error} />
        <div class="actions end">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {words.cancel}
          </button>
          <button type="submit" class={`button ${tone}`} disabled={sending.busy}>
            {sending.busy ? (props.busy ?? words.saving) : submit}
          </button>
        </div>
      </form>
    </dialog>
  )
}
