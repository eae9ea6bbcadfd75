import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { useGuard } from '../lib/router.ts'
import { words } from '../words/words.ts'

interface Props {
  title: string
  children: ComponentChildren
  onKept: () => void
}

/**
 * Something that is shown this once. Neither Escape nor a click beside it takes it away, only whoever has kept it;
 * whoever leaves the page is asked.
 */
export function Keep({ title, children, onKept }: Props) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [kept, setKept] = useState(false)
  useEffect(() => dialog.current?.showModal(), [])
  useGuard(!kept, words.keep.leave)

  /** A browser lets a second Escape through whatever a page says. */
  function closed() {
    if (kept) onKept()
    else dialog.current?.showModal()
  }
  function keep() {
    setKept(true)
    dialog.current?.close()
  }
  return (
    <dialog
      ref={dialog}
      class="keep"
      aria-labelledby={id}
      onCancel={event => event.preventDefault()}
      onClose={closed}
    >
      <h2 id={id}>{title}</h2>
      <p class="callout">{words.keep.once}</p>
      {children}
      <div class="actions end">
        <button type="button" class="button primary" onClick={keep}>
          {words.keep.kept}
        </button>
      </div>
    </dialog>
  )
}
