/**
 * Tells an element, as `--height` and `--top`, which part of the window a reader sees: on a phone the keyboard
 * covers the rest. Gives the way to leave off.
 */
export function followViewport(element: Element): () => void {
  const view = window.visualViewport
  if (!view || !(element instanceof HTMLElement)) return () => {}
  const tell = () => {
    element.style.setProperty('--height', `${view.height}px`)
    element.style.setProperty('--top', `${view.offsetTop}px`)
  }
  tell()
  const over = new AbortController()
  for (const event of ['resize', 'scroll']) view.addEventListener(event, tell, over)
  return () => over.abort()
}
