/** One line of a report: what was measured, the figure, and what it should be. */
export interface Figure {
  name: string
  value: string
  target?: string
}

export function print(title: string, figures: Figure[], say: (line: string) => void): void {
  const width = Math.max(...figures.map(({ name }) => name.length)) + 3
  say('')
  say(title)
  for (const { name, value, target } of figures)
    say(`  ${name.padEnd(width)}${value}${target ? `   (target ${target})` : ''}`)
}

/** The value below which a share (0 to 1) of all lies. */
export function quantile(values: number[], share: number): number {
  const sorted = values.filter(value => !Number.isNaN(value)).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: number[]): number => quantile(values, 0.5)
export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`
export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
export const times = (ratio: number): string => `${ratio.toFixed(2)}x`
