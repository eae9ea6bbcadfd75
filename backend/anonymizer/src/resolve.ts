import type { Finding } from './scan.ts'

/**
 * Makes findings that do not overlap, in the order of the text: the longest first, of the same length the heavier.
 * What lies inside another one goes with it; of what reaches beyond another one the rest stays a finding of its own,
 * so that nothing that was found is left readable.
 */
export function resolve(findings: Finding[], text: string): Finding[] {
  const free = new Int32Array(text.length + 1).map((_, at) => at)
  const kept: Finding[] = []
  const ranked = findings
    .filter(({ start, end }) => start < end)
    .sort((a, b) => b.end - b.start - (a.end - a.start) || b.weight - a.weight || a.start - b.start)
  for (const finding of ranked)
    for (const [start, end] of takenRuns(free, finding, text)) kept.push({ ...finding, start, end })
  return kept.sort((a, b) => a.start - b.start)
}

/**
 * Takes the parts of a finding that nothing has taken yet; those that hold more than punctuation come back. `free` leads
 * from each place to a free one behind it, or to the place itself while it is free: so each sign is taken once, however
 * many findings lie over one another.
 */
function takenRuns(free: Int32Array, { start, end }: Finding, text: string): [number, number][] {
  const runs: [number, number][] = []
  for (let at = freeFrom(free, start); at < end; at = freeFrom(free, at)) {
    const from = at
    while (at < end && free[at] === at) free[at++] = end
    const whole = from === start && at === end
    const run: [number, number] | null = whole ? [from, at] : trimmed(text, from, at)
    if (run) runs.push(run)
  }
  return runs
}

function freeFrom(free: Int32Array, from: number): number {
  let at = from
  while (free[at] !== at) at = free[at] = free[free[at]!]!
  return at
}

function trimmed(text: string, from: number, to: number): [number, number] | null {
  let [start, end] = [from, to]
  while (start < end && !wordSign.test(text[start]!)) start++
  while (end > start && !wordSign.test(text[end - 1]!)) end--
  return start < end ? [start, end] : null
}

const wordSign = /[\p{L}\p{N}]/u
