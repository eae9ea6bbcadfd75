import { languages } from '../src/kinds.ts'
import { rates, soft, structured } from './rates.ts'
import type { Outcome } from './score.ts'
import type { Speed } from './speed.ts'

/** What was promised; the heldout half must keep it. */
const floors = {
  structured: { recall: 0.97, precision: 0.97, language: 0.95 },
  soft: { recall: 0.75, precision: 0.88 },
  microsecondsPerKilobyte: 2000,
}

/** In words, what falls short. */
export function shortfalls(outcome: Outcome, speeds: Speed[]): string[] {
  const all = rates(outcome, structured)
  const { recall, precision, language: each } = floors.structured
  return [
    ...below('structured recall', all.recall, recall),
    ...below('structured precision', all.precision, precision),
    ...languages.flatMap(language => {
      const [hard, gentle] = [rates(outcome, structured, language), rates(outcome, soft, language)]
      return [
        ...below(`${language} structured recall`, hard.recall, each),
        ...below(`${language} structured precision`, hard.precision, each),
        ...below(`${language} soft recall`, gentle.recall, floors.soft.recall),
        ...below(`${language} soft precision`, gentle.precision, floors.soft.precision),
      ]
    }),
    ...speeds.flatMap(({ language, prose, chat, messages }) =>
      Math.max(prose, chat, messages) < floors.microsecondsPerKilobyte ? [] : `${language} is too slow`,
    ),
  ]
}

const below = (name: string, value: number, floor: number): string[] =>
  value >= floor ? [] : [`${name} ${(value * 100).toFixed(1)} < ${floor * 100}`]
