import type { ComponentChildren } from 'preact'
import type { Answer } from '../lib/doors.ts'
import { moment, number } from '../lib/format.ts'
import { Entry } from '../pieces/entry.tsx'
import type { Fact } from '../pieces/facts.tsx'
import { Time } from '../pieces/time.tsx'
import { fill, words } from '../words/words.ts'

export type Breach = Answer<'breaches'>['items'][number]
type Shown = Answer<'workspaceBreaches'>['items'][number] | Breach

interface Props {
  breach: Shown
  state: string
  /** Of whoever looks at it. */
  facts: readonly Fact[]
  children?: ComponentChildren
}

/** A breach as owners and operators read it. */
export function BreachEntry({ breach, state, facts, children }: Props) {
  const said = words.breaches
  const { noticedAt, kinds, categories, people, authority, persons } = breach
  const told: Fact[] = [
    [said.noticedAt, <Time key="noticed" iso={noticedAt} />],
    ...facts,
    [said.kinds, kinds.map(kind => said.kind[kind]).join(', ')],
    [said.categories, categories.map(category => said.category[category]).join(', ') || '–'],
    [said.people, peopleSaid(people)],
    [said.authority, decisionSaid(authority)],
    [said.persons, decisionSaid(persons)],
  ]
  return (
    <Entry title={breach.what} heading="h2" state={state} facts={told} more={<Account breach={breach} />}>
      {children}
    </Entry>
  )
}

/** What somebody wrote, with the lines as they wrote them. */
function Account({ breach: { consequences, measures } }: { breach: Shown }) {
  const said = words.breaches
  const written = [
    [said.consequences, consequences],
    [said.measures, measures],
  ] as const
  return (
    <>
      {written.map(
        ([name, text]) =>
          text && (
            <div key={name}>
              <h3>{name}</h3>
              <p class="written">{text}</p>
            </div>
          ),
      )}
    </>
  )
}

export function peopleSaid(people: number | null): string {
  const { unknown, none, about } = words.breaches
  if (people === null) return unknown
  return people === 0 ? none : fill(about, { count: number(people) })
}

function decisionSaid(decision: Shown['authority']): string {
  const said = words.breaches
  if (!decision) return said.open
  const { at, reason } = decision
  return fill(said.decision, { decision: said[decision.decision], at: moment(at), reason })
}
