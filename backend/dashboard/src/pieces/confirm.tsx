import type { ComponentChildren } from 'preact'
import { words } from '../words/words.ts'
import { FormDialog } from './form-dialog.tsx'

interface Props {
  title: string
  submit: string
  /** On the button while it is being done; that something is deleted, unless said otherwise. */
  busy?: string
  children: ComponentChildren
  /** Does it; what it throws is shown, and the dialog stays. */
  onConfirm: (form: FormData) => Promise<unknown>
  onClose: () => void
}

/** Asks before something goes for good. */
export function Confirm({ busy = words.deleting, onConfirm, ...props }: Props) {
  return <FormDialog {...props} busy={busy} tone="danger" onSubmit={onConfirm} />
}
