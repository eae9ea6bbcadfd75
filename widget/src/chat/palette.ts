type Rgb = [number, number, number]

/** The colours that follow from an accent, each readable where it stands (contrast of 4.5 or more). */
export interface Palette {
  accent: string
  onAccent: string
  /** The accent as text on a light and on a dark ground. */
  onLight: string
  onDark: string
}

const light: Rgb = [255, 255, 255]
const dark: Rgb = [32, 34, 38]
const black: Rgb = [0, 0, 0]
const fallback = '#3b4cca'

/** Takes a colour as `#rgb` or `#rrggbb`; anything else stands for our own. */
export function paletteOf(accent: string): Palette {
  const own = parse(accent) ?? parse(fallback) ?? black
  return {
    accent: hex(own),
    onAccent: contrast(own, light) >= 4.5 ? '#ffffff' : '#000000',
    onLight: hex(towards(own, black, light)),
    onDark: hex(towards(own, light, dark)),
  }
}

/** WCAG 2.2 contrast ratio of two colours. */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

export function parse(colour: string): Rgb | null {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(colour)
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour)
  const parts = long?.slice(1) ?? short?.slice(1).map(digit => digit + digit)
  return parts ? (parts.map(part => Number.parseInt(part, 16)) as Rgb) : null
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map(value => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** The first step from a colour towards another that can be read on the ground. */
function towards(from: Rgb, to: Rgb, ground: Rgb): Rgb {
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = from.map((value, index) => Math.round(value + ((to[index] ?? 0) - value) * share)) as Rgb
    if (contrast(mixed, ground) >= 5) return mixed
  }
  return to
}

function hex(colour: Rgb): string {
  return `#${colour.map(value => value.toString(16).padStart(2, '0')).join('')}`
}
