/**
 * Puts words at the cursor of the field that was used last in the page, as if they were typed: the page hears of them
 * and can undo them. Nothing is sent off. Says whether there was a field.
 */
export function insertWords(words: string): boolean {
  const field = fieldIn(document)
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    if (field.readOnly || field.disabled) return false
    const text = field instanceof HTMLInputElement ? words.replace(/\s*\n\s*/g, ' ') : words
    field.focus()
    if (document.execCommand('insertText', false, text)) return true
    field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end')
    return field.dispatchEvent(
      new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }),
    )
  }
  if (!(field instanceof HTMLElement) || !field.isContentEditable) return false
  field.focus()
  return document.execCommand('insertText', false, words)
}

const typed = new Set(['text', 'search', 'email', 'url', 'tel'])

/** The field with the cursor, also inside of components; never one for a password. */
function fieldIn(root: Document | ShadowRoot): Element | null {
  const active = root.activeElement
  if (active?.shadowRoot) return fieldIn(active.shadowRoot)
  return active instanceof HTMLInputElement && !typed.has(active.type) ? null : active
}
