import { settle } from '../src/fold.ts'
import type { Label, Piece } from './sample.ts'
import { fillSlot } from './slots.ts'
import type { Setting } from './values/setting.ts'

/** A template's text in pieces: `{slot}` is filled, `{slot|lower}` in small letters, `{slot|upper}` in capitals. */
export function filled(template: string, setting: Setting): Piece[] {
  return template.split(slots).flatMap((part, at) => {
    if (at % 2 === 0) return part === '' ? [] : [{ text: part }]
    const [slot, change] = part.split('|')
    return fillSlot(slot!, setting).map(piece => ({ ...piece, text: changed(piece.text, change) }))
  })
}

const slots = /\{([?~]?[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?(?::\d+)?(?:\|[a-z]+)?)\}/

function changed(text: string, change: string | undefined): string {
  if (change === 'lower') return text.toLowerCase()
  return change === 'upper' ? text.toUpperCase() : text
}

/** The pieces as one settled text, with the places of what is in it. */
export function joined(pieces: Piece[]): { text: string; labels: Label[] } {
  const labels: Label[] = []
  let text = ''
  for (const piece of pieces) {
    const start = text.length
    text += settle(piece.text)
    const { role, kind, scheme } = piece
    if (role && kind) labels.push({ role, kind, ...(scheme && { scheme }), start, end: text.length })
  }
  return { text, labels }
}
