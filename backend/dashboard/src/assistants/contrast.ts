import { contrast, paletteOf, parse } from '@atavus/widget/chat/palette.ts'

export interface Legibility {
  /** What the chat writes with on the colour. */
  ink: string
  /** Contrast of that ink on the colour (WCAG 2.2), from 1 to 21. */
  ratio: number
  /** The colour hardly stands out from a white or from a black page. */
  faint: boolean
}

const white = [255, 255, 255] as [number, number, number]
const black = [0, 0, 0] as [number, number, number]

/** How well text reads on a colour `#rrggbb`, in the ink that the chat itself would take. */
export function legibility(colour: string): Legibility {
  const ground = parse(colour) ?? black
  const ink = paletteOf(colour).onAccent
  return {
    ink,
    ratio: contrast(ground, parse(ink) ?? white),
    faint: Math.min(contrast(ground, white), contrast(ground, black)) < 1.5,
  }
}
