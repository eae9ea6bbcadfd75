import type { Settings } from './settings.ts'

const words = {
  en: ['Open chat', 'The chat could not be loaded. Try again'],
  de: ['Chat öffnen', 'Der Chat konnte nicht geladen werden. Erneut versuchen'],
}
const bubble =
  'M5 4h14a2.5 2.5 0 0 1 2.5 2.5v8A2.5 2.5 0 0 1 19 17h-6.5L7 21v-4H5a2.5 2.5 0 0 1-2.5-2.5v-8A2.5 2.5 0 0 1 5 4z'

/** Draws the button that opens the chat. */
export function makeButton({ label, language, side }: Settings, onClick: () => void) {
  const [open, failed] = language.startsWith('de') ? words.de : words.en
  const button = document.createElement('button')
  button.className = `launcher ${side}${label ? ' wide' : ''}`
  button.type = 'button'
  button.setAttribute('aria-haspopup', 'dialog')
  button.addEventListener('click', onClick)
  button.append(icon(), label)

  return {
    button,
    /** `loading`: the chat is on its way; `failed`: it did not come. */
    be(state: 'closed' | 'loading' | 'open' | 'failed') {
      const name = state === 'failed' ? failed : label || open
      button.setAttribute('aria-label', name ?? '')
      button.setAttribute('aria-expanded', `${state === 'open'}`)
      button.setAttribute('aria-busy', `${state === 'loading'}`)
      button.title = label && state !== 'failed' ? '' : (name ?? '')
      button.hidden = state === 'open'
      button.classList.toggle('failed', state === 'failed')
    },
  }
}

function icon(): SVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const picture = document.createElementNS(space, 'svg')
  const path = document.createElementNS(space, 'path')
  picture.setAttribute('viewBox', '0 0 24 24')
  picture.setAttribute('aria-hidden', 'true')
  path.setAttribute('d', bubble)
  picture.append(path)
  return picture
}

/** Black or white, whichever can be read on the accent; the same rule as in the chat, in short. */
export function textOn(accent: string): string {
  const parts = accent.length < 5 ? accent.slice(1).replace(/./g, '$&$&') : accent.slice(1)
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map(
    at => (Number.parseInt(parts.slice(at, at + 2), 16) / 255) ** 2.2,
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 0.18 ? '#fff' : '#000'
}
