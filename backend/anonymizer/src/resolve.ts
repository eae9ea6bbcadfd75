import type { Finding } from './scan.ts'

/**
 * Makes findings that do not overlap, in the order of the text: the longest first, of the same length the heavier.
 * What lies inside another one goes with it; of what reaches beyond another one the rest stays a finding of its own,
 * so that nothing that was found is left readable.
 */
export function resolve(findings: Finding[], text: string): Finding[] {
  const taken = new Uint8Array(text.length)
  const kept: Finding[] = []
  const ranked = findings
    .filter(({ start, end }) => start < end)
    .sort((a, b) => b.end - b.start - (a.end - a.start) || b.weight - a.weight || a.start - b.start)
  for (const finding of ranked) {
    for (const [start, end] of freeRuns(taken, finding, text)) kept.push({ ...finding, start, end })
    taken.fill(1, finding.start, finding.end)
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** The parts of a finding that nothing has taken yet and that hold more than punctuation. */
function freeRuns(taken: Uint8Array, { start, end }: Finding, text: string): [number, number][] {
  const runs: [number, number][] = []
  for (let at = start; at < end; at++) {
    if (taken[at]) continue
    let stop = at
    while (stop < end && !taken[stop]) stop++
    const whole = at === start && stop === end
    const run = whole ? ([at, stop] as [number, number]) : trimmed(text, at, stop)
    if (run) runs.push(run)
    at = stop
  }
  return runs
}

function trimmed(text: string, from: number, to: number): [number, number] | null {
  let [start, end] = [from, to]
  while (start < end && !wordSign.test(text[start]!)) start++
  while (end > start && !wordSign.test(text[end - 1]!)) end--
  return start < end ? [start, end] : null
}

const wordSign = /[\p{L}\p{N}]/u
