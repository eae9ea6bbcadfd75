import { languages } from '../src/kinds.ts'
import {
  any,
  byKind,
  byLanguage,
  hitsBy,
  type Rates,
  rates,
  share,
  soft,
  structured,
  touched,
} from './rates.ts'
import type { Half, Sample } from './sample.ts'
import type { Outcome } from './score.ts'
import { percent, table } from './table.ts'

type Say = (line: string) => void

/** What a half came to, in tables. Nothing in them shows a text. */
export function report(half: Half, samples: readonly Sample[], outcome: Outcome, say: Say): void {
  const negatives = outcome.negatives.length
  say(
    `${half}: ${samples.length} texts (${negatives} hard negatives), ${outcome.values.length} values; shares in %`,
  )
  section(
    say,
    'per language',
    ['', ...columns, 'mistyped', 'negatives'],
    [
      ...languages.flatMap(language => [
        [`${language} structured`, ...cells(rates(outcome, structured, language)), '', ''],
        [
          `${language} soft`,
          ...cells(rates(outcome, soft, language)),
          mistypedIn(outcome, language),
          percent(touched(outcome, language)),
        ],
      ]),
      ['all structured', ...cells(rates(outcome, structured)), '', ''],
      [
        'all soft',
        ...cells(rates(outcome, soft)),
        percent(share(outcome.mistyped, ({ hit }) => hit)),
        percent(share(outcome.negatives, ({ touched }) => touched)),
      ],
      ['all', ...cells(rates(outcome, any)), '', ''],
    ],
  )
  section(
    say,
    'per kind',
    ['', ...columns],
    byKind(outcome).map(([kind, of]) => [kind, ...cells(of)]),
  )
  section(say, 'recall / precision per kind and language', ['', ...languages], kindsAndLanguages(outcome))
  section(
    say,
    'recall per scheme',
    ['', 'n', 'recall'],
    hitsBy(outcome.values, ({ label }) => `${label.kind} ${label.scheme ?? ''}`).map(row),
  )
  section(
    say,
    'mistyped, masked all the same',
    ['', 'n', 'masked'],
    hitsBy(outcome.mistyped, ({ label }) => label.scheme ?? '').map(row),
  )
  const phones = outcome.values.filter(({ label }) => label.scheme === 'national')
  section(
    say,
    'national phone numbers, by the place that is told',
    ['', 'n', 'recall'],
    hitsBy(phones, ({ sample }) => sample.fit).map(row),
  )
}

const columns = ['n', 'recall', 'precision', 'F1', 'leaked', 'kind right', 'false']

const cells = (of: Rates): (string | number)[] => [
  of.count,
  percent(of.recall),
  percent(of.precision),
  percent(of.f1),
  percent(of.leaked),
  percent(of.agreed),
  of.falsely,
]

const row = ([name, count, hits]: [string, number, number]) => [name, count, percent(hits)]

const mistypedIn = (outcome: Outcome, language: string): string =>
  percent(
    share(
      outcome.mistyped.filter(({ sample }) => sample.language === language),
      ({ hit }) => hit,
    ),
  )

function kindsAndLanguages(outcome: Outcome): string[][] {
  return byKind(outcome).map(([kind]) => [
    kind,
    ...byLanguage(outcome, other => other === kind).map(
      ([, of]) => `${percent(of.recall)}/${percent(of.precision)}`,
    ),
  ])
}

function section(say: Say, title: string, head: string[], rows: (string | number)[][]): void {
  say('')
  say(title)
  for (const line of table(head, rows)) say(`  ${line}`)
}
