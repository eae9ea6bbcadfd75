import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { words } from '../words/words.ts'

interface Props {
  title: string
  children: ComponentChildren
  onClose: () => void
}

/** Something to read for a while, over the page. The browser's own dialog keeps the focus and closes on Escape. */
export function Dialog({ title, children, onClose }: Props) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class="wide" aria-labelledby={id} onClose={onClose}>
      <div class="heading">
        <h2 id={id}>{title}</h2>
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {words.close}
        </button>
      </div>
      {children}
    </dialog>
  )
}
