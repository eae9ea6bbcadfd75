import { settle } from '../fold.ts'
import { type Detector, type Finding, type Place, scanOf } from '../scan.ts'

/** The text with every finding between « and »; of findings that overlap the longest stays. */
export function marked(detect: Detector, text: string, place: Partial<Place> = {}): string {
  const settled = settle(text)
  const found = detect(scanOf(settled, { regions: [], ...place }))
  let rest = settled
  for (const { start, end } of longest(found).sort((one, other) => other.start - one.start))
    rest = `${rest.slice(0, start)}«${rest.slice(start, end)}»${rest.slice(end)}`
  return rest
}

/** A marked text without its marks. */
export function plain(text: string): string {
  return text.replace(/[«»]/g, '')
}

function longest(found: Finding[]): Finding[] {
  const kept: Finding[] = []
  for (const finding of found.toSorted((one, other) => other.end - other.start - (one.end - one.start)))
    if (kept.every(({ start, end }) => finding.end <= start || finding.start >= end)) kept.push(finding)
  return kept
}
