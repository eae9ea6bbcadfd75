import type { Kind, Language } from '../src/kinds.ts'
import type { Sample } from './sample.ts'
import type { Outcome } from './score.ts'

export interface Filter {
  count: number
  language?: Language | undefined
  kind?: Kind | undefined
}

/** What was missed and what was found falsely, with the place in its text between brackets. */
export function failures(
  outcome: Outcome,
  { count, language, kind }: Filter,
  say: (line: string) => void,
): void {
  const mine = (sample: Sample, other: Kind) =>
    (!language || sample.language === language) && (!kind || other === kind)
  const missed = outcome.values.filter(({ hit, label, sample }) => !hit && mine(sample, label.kind))
  const falsely = outcome.findings.filter(
    ({ right, finding, sample }) => !right && mine(sample, finding.kind),
  )
  say('')
  say(`missed: ${missed.length}`)
  for (const { sample, label } of spread(missed, count))
    say(
      `  ${label.kind} ${label.scheme ?? ''} (${sample.template}, ${placeOf(sample)}): ${marked(sample, label)}`,
    )
  say('')
  say(`false: ${falsely.length}`)
  for (const { sample, finding } of spread(falsely, count))
    say(
      `  ${finding.kind} ${finding.scheme ?? ''} (${sample.template}, ${placeOf(sample)}): ${marked(sample, finding)}`,
    )
}

const placeOf = ({ place }: Sample) => [place.language ?? '-', ...place.regions].join(' ')

/** Some of all, from the first to the last, so that no template stands for the others. */
function spread<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count)
  return Array.from({ length: Math.min(count, all.length) }, (_, at) => all[Math.floor(at * step)]!)
}

function marked({ text }: Sample, { start, end }: { start: number; end: number }): string {
  const before = text.slice(Math.max(0, start - 70), start)
  const after = text.slice(end, end + 50)
  return `${before}⟦${text.slice(start, end)}⟧${after}`.replaceAll('\n', '⏎')
}
