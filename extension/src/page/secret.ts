// Fields for what must stay with its owner: passwords, codes and cards.

const tokens = /(?:^|\s)(?:current-password|new-password|one-time-code|cc-[a-z-]+)(?:\s|$)/i

/** Whether what is typed into an element is a secret: by its kind, by what it is for, or since it is drawn as dots. */
export function isSecret(element: Element): boolean {
  return (
    element.matches('input[type=password]') ||
    tokens.test(element.getAttribute('autocomplete') ?? '') ||
    isDotted(getComputedStyle(element))
  )
}

/** Whether a page draws dots for words; not every browser knows of it. */
export function isDotted(style: CSSStyleDeclaration): boolean {
  return !['', 'none', undefined].includes(style.getPropertyValue('-webkit-text-security'))
}

/** The fields that can be seen and hold a secret, also those inside of components and of frames that we may look into. */
export function secretsIn(root: Document | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap(element => {
    const within = element.shadowRoot ?? insideOf(element)
    const deeper = within ? secretsIn(within) : []
    return element.matches(fields) && isSecret(element) && element.checkVisibility()
      ? [element, ...deeper]
      : deeper
  })
}

/** Whether a page holds a frame of somebody else's that a form would fit into: what it asks for nobody can tell. */
export function hasUnknownFrame(root: Document | ShadowRoot): boolean {
  return [...root.querySelectorAll('*')].some(element => {
    const within = element.shadowRoot ?? insideOf(element)
    if (within) return hasUnknownFrame(within)
    return element.matches(frames) && element.checkVisibility() && fits(element.getBoundingClientRect())
  })
}

const fields = 'input, textarea, [contenteditable]'
const frames = 'iframe, frame, object, embed'
const fits = ({ width, height }: DOMRect) => width >= 40 && height >= 15

/** What a frame holds, where we may look into it. */
export function insideOf(element: Element): Document | null {
  return element.matches('iframe, frame') ? (element as HTMLIFrameElement).contentDocument : null
}
