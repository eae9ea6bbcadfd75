import { insideOf, isSecret } from './secret.ts'

/**
 * Puts words at the cursor of the field that was used last in the page, as if they were typed: the page hears of them
 * and can undo them. Nothing is sent off. Says whether there was a field.
 */
export function insertWords(words: string): boolean {
  const field = fieldIn(document)
  if (!field || isSecret(field)) return false
  if (field.matches(typed)) return insertTyped(field as HTMLInputElement, words)
  if (!field.isContentEditable) return false
  field.focus()
  return field.ownerDocument.execCommand('insertText', false, words)
}

const typed = [
  'textarea',
  'input:not([type])',
  ...['text', 'search', 'email', 'url', 'tel'].map(type => `input[type=${type} i]`),
].join()

function insertTyped(field: HTMLInputElement | HTMLTextAreaElement, words: string): boolean {
  if (field.matches(':read-only, :disabled')) return false
  const text = field.matches('input') ? words.replace(/\s*\n\s*/g, ' ') : words
  field.focus()
  if (field.ownerDocument.execCommand('insertText', false, text)) return true
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end')
  return field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
}

/** The element with the cursor, also inside of components and of frames that we may look into. */
function fieldIn(root: Document | ShadowRoot): HTMLElement | null {
  const active = root.activeElement as HTMLElement | null
  const within = active && (active.shadowRoot ?? insideOf(active))
  return within ? fieldIn(within) : active
}

/** What has the focus, also inside of components. */
export function activeIn(root: Document | ShadowRoot): Element | null {
  const active = root.activeElement
  return active?.shadowRoot ? activeIn(active.shadowRoot) : active
}
