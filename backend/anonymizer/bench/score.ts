import type { Kind, Language } from '../src/kinds.ts'
import type { Finding, Place } from '../src/scan.ts'
import type { Label, Sample } from './sample.ts'

export type Find = (settled: string, place: Place) => Finding[]

/** What became of one label. */
export interface Judged {
  sample: Sample
  label: Label
  /** At least nine tenths of its signs are hidden. */
  hit: boolean
  /** And the finding that hides most of it is of its kind. */
  agreed: boolean
  /** Five signs in a row (or all of a shorter one) can still be read. */
  leaked: boolean
}

/** What one finding was worth; one in an optional place is worth nothing and costs nothing. */
export interface Weighed {
  sample: Sample
  finding: Finding
  right: boolean
}

export interface Outcome {
  values: Judged[]
  mistyped: Judged[]
  findings: Weighed[]
  negatives: { language: Language; touched: boolean }[]
}

export function outcomeOf(samples: readonly Sample[], find: Find): Outcome {
  const outcome: Outcome = { values: [], mistyped: [], findings: [], negatives: [] }
  for (const sample of samples) {
    const findings = find(sample.text, sample.place)
    for (const label of sample.labels) {
      if (label.role !== 'optional')
        outcome[label.role === 'value' ? 'values' : 'mistyped'].push(judged(sample, label, findings))
    }
    const weighed = findings.flatMap(finding => weigh(sample, finding))
    outcome.findings.push(...weighed)
    if (sample.negative) outcome.negatives.push({ language: sample.language, touched: weighed.length > 0 })
  }
  return outcome
}

function judged(sample: Sample, label: Label, findings: Finding[]): Judged {
  const hidden = coverage(label.start, label.end, findings)
  const share = hidden.filter(Boolean).length / hidden.length
  const hit = share >= 0.9
  return {
    sample,
    label,
    hit,
    agreed: hit && mainKind(label, findings) === label.kind,
    leaked: readable(hidden),
  }
}

function weigh(sample: Sample, finding: Finding): Weighed | [] {
  const { start, end } = finding
  const inValues = within(
    start,
    end,
    sample.labels.filter(label => label.role !== 'optional'),
  )
  if (inValues >= 0.5) return { sample, finding, right: true }
  return within(start, end, sample.labels) >= 0.5 ? [] : { sample, finding, right: false }
}

interface Stretch {
  start: number
  end: number
}

const coverage = (start: number, end: number, stretches: Stretch[]): boolean[] =>
  Array.from({ length: end - start }, (_, at) =>
    stretches.some(stretch => stretch.start <= start + at && start + at < stretch.end),
  )

const within = (start: number, end: number, stretches: Stretch[]): number =>
  coverage(start, end, stretches).filter(Boolean).length / Math.max(1, end - start)

const overlap = (one: Stretch, other: Stretch): number =>
  Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start))

function mainKind(label: Label, findings: Finding[]): Kind | undefined {
  const best = [...findings].sort((a, b) => overlap(label, b) - overlap(label, a))[0]
  return best?.kind
}

function readable(hidden: boolean[]): boolean {
  const needed = Math.min(5, hidden.length)
  let run = 0
  return hidden.some(sign => {
    run = sign ? 0 : run + 1
    return run >= needed
  })
}
