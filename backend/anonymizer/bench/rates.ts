import { type Kind, kinds, type Language, languages } from '../src/kinds.ts'
import { isSoft } from './sample.ts'
import type { Judged, Outcome } from './score.ts'

/** Shares from 0 to 1; NaN where there was nothing to count. */
export interface Rates {
  /** How many values there were. */
  count: number
  recall: number
  precision: number
  f1: number
  /** Of the values that were hit, those whose kind was right. */
  agreed: number
  leaked: number
  /** How many findings were false. */
  falsely: number
}

/** The rates of what the chosen kinds, languages … hold. */
export function rates(outcome: Outcome, kind: (kind: Kind) => boolean, language?: Language): Rates {
  const mine = ({ language: other }: { language: Language }) => language === undefined || other === language
  const values = outcome.values.filter(({ sample, label }) => kind(label.kind) && mine(sample))
  const findings = outcome.findings.filter(({ sample, finding }) => kind(finding.kind) && mine(sample))
  const recall = share(values, ({ hit }) => hit)
  const precision = share(findings, ({ right }) => right)
  return {
    count: values.length,
    recall,
    precision,
    f1: (2 * recall * precision) / (recall + precision),
    agreed: share(
      values.filter(({ hit }) => hit),
      ({ agreed }) => agreed,
    ),
    leaked: share(values, ({ leaked }) => leaked),
    falsely: findings.filter(({ right }) => !right).length,
  }
}

export const structured = (kind: Kind): boolean => !isSoft(kind)
export const soft = isSoft
export const any = (): boolean => true

export const byKind = (outcome: Outcome, language?: Language): [Kind, Rates][] =>
  kinds
    .map(kind => [kind, rates(outcome, other => other === kind, language)] as [Kind, Rates])
    .filter(([, { count, falsely }]) => count + falsely > 0)

export const byLanguage = (outcome: Outcome, kind: (kind: Kind) => boolean): [Language, Rates][] =>
  languages.map(language => [language, rates(outcome, kind, language)])

/** Hits by any mark of the label or its sample, such as the scheme. */
export function hitsBy(judged: readonly Judged[], mark: (one: Judged) => string): [string, number, number][] {
  const groups = Map.groupBy(judged, mark)
  return [...groups]
    .map(([name, all]): [string, number, number] => [name, all.length, share(all, ({ hit }) => hit)])
    .sort(([a], [b]) => a.localeCompare(b))
}

export const touched = (outcome: Outcome, language: Language): number =>
  share(
    outcome.negatives.filter(negative => negative.language === language),
    negative => negative.touched,
  )

export function share<T>(all: readonly T[], good: (one: T) => boolean): number {
  return all.length === 0 ? Number.NaN : all.filter(good).length / all.length
}
