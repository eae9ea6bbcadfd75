import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { byTouch } from './browser.ts'

/** Puts the focus into the chat: into the field to write in, or, where that raises a keyboard, on the panel. */
export function focusInside(panel: HTMLElement | null) {
  const field = byTouch() ? null : panel?.querySelector('textarea')
  ;(field ?? panel)?.focus()
}

/**
 * Keeps the focus in the chat when the element that had it goes or can no longer be used: a notice that was answered,
 * a button that did its work. Without this a keyboard would start over at the top of the page.
 */
export function useKeptFocus(panel: RefObject<HTMLElement | null>) {
  const last = useRef<HTMLElement | null>(null)
  useLayoutEffect(() => {
    if (!panel.current || !last.current || canHoldFocus(last.current)) return
    const { activeElement } = panel.current.getRootNode() as ShadowRoot
    if (!activeElement || activeElement === last.current) focusInside(panel.current)
  })
  return {
    onFocusIn({ target }: FocusEvent) {
      last.current = target as HTMLElement
    },
    /** Chromium says so before it takes an element out, so whether the reader left is known only a moment later. */
    onFocusOut({ target }: FocusEvent) {
      const left = target as HTMLElement
      setTimeout(() => {
        if (last.current === left && canHoldFocus(left)) last.current = null
      })
    },
  }
}

function canHoldFocus(element: HTMLElement) {
  return element.isConnected && !(element as HTMLButtonElement).disabled
}
