/** Puts text on the clipboard; says whether that went well. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyByEvent(text)
  }
}

/** Where there is no clipboard interface (no https): the copy command, its content replaced on the way. */
function copyByEvent(text: string): boolean {
  let done = false
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
    done = true
  }
  addEventListener('copy', put, { capture: true, once: true })
  document.execCommand('copy')
  removeEventListener('copy', put, { capture: true })
  return done
}

/** Hands the visitor a file, without touching the page. */
export function saveFile(name: string, type: string, content: string | Blob) {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Whether the browser asks for its user that no site pass their data on (Global Privacy Control). */
export function asksForPrivacy(): boolean {
  return (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true
}

/** A screen that is used with a finger: there, taking the focus would raise the keyboard. */
export function byTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches
}
