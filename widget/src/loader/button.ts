import type { Settings } from './settings.ts'
import { failed, nameIn } from './words.ts'

const bubble = 'M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6l-6 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z'

/** Draws the button that opens the chat. */
export function makeButton({ label, side, speaks }: Settings, onClick: () => void) {
  const name = label || nameIn(speaks)
  const button = document.createElement('button')
  button.className = `launcher ${side}${label ? ' wide' : ''}`
  button.setAttribute('aria-haspopup', 'dialog')
  button.addEventListener('click', onClick)
  button.append(icon(), label)

  return {
    button,
    /** `loading`: the chat is on its way; `failed`: it did not come. */
    be(state: 'closed' | 'loading' | 'open' | 'failed') {
      const title = state === 'failed' ? `${name}: ${failed[speaks]}` : name
      button.setAttribute('aria-label', title)
      button.setAttribute('aria-expanded', `${state === 'open'}`)
      button.setAttribute('aria-busy', `${state === 'loading'}`)
      button.title = title === label ? '' : title
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
  path.setAttribute('d', bubble)
  picture.append(path)
  return picture
}

/** Black or white, whichever can be read on the accent; the same rule as in the chat, in short. */
export function textOn(accent: string): string {
  const parts = accent.match(accent.length < 5 ? /\w/g : /\w\w/g) ?? []
  const [r = 0, g = 0, b = 0] = parts.map(
    part => (Number.parseInt((part + part).slice(0, 2), 16) / 255) ** 2.2,
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 0.18 ? '#fff' : '#000'
}
