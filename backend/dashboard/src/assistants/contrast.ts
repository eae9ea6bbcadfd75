export interface Legibility {
  /** Black or white, whichever reads better on the colour. */
  ink: '#000000' | '#ffffff'
  /** Contrast of that ink on the colour, from 1 to 21; at least 4.58 whatever the colour. */
  ratio: number
  /** The colour hardly stands out from a white or a black page (WCAG 2.2, 1.4.11 asks for 3). */
  faint: boolean
}

/** How well text reads on a colour `#rrggbb`, after WCAG 2.2. */
export function legibility(colour: string): Legibility {
  const light = luminance(colour)
  const white = contrast(light, 1)
  const black = contrast(light, 0)
  return {
    ink: white >= black ? '#ffffff' : '#000000',
    ratio: Math.max(white, black),
    faint: Math.min(white, black) < 1.5,
  }
}

function contrast(one: number, other: number) {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

function luminance(colour: string) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(start => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
