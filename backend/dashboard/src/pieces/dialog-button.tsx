import type { ComponentChildren, VNode } from 'preact'
import { useState } from 'preact/hooks'

interface Props {
  children: ComponentChildren
  /** Says of what, where several buttons read the same. */
  label?: string
  tone?: 'primary' | 'danger-quiet' | 'small'
  /** Draws the dialog; it calls `close` when it is over. */
  dialog: (close: () => void) => VNode
}

/** A button that opens a dialog. */
export function DialogButton({ children, label, tone, dialog }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        class={tone ? `button ${tone}` : 'button'}
        aria-label={label}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      {open && dialog(() => setOpen(false))}
    </>
  )
}
