import type { RecordBreach } from '@atavus/contract/breaches'
import { AreaField, CheckField, Field } from '../pieces/field.tsx'
import { words } from '../words/words.ts'
import { peopleSaid } from './entry.tsx'

export type Told = Pick<
  RecordBreach,
  'what' | 'kinds' | 'categories' | 'people' | 'consequences' | 'measures'
>

const keys = <Name extends string>(record: Record<Name, string>) => Object.keys(record) as Name[]
const orders: NonNullable<Told['people']>[] = [0, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000]

interface ToldProps {
  told?: Omit<Told, 'people'> & { people: number | null }
  missing: boolean
  error: unknown
}

/** What is known of a breach; it may be little at first. */
export function ToldFields({ told, missing, error }: ToldProps) {
  const said = words.breaches
  return (
    <>
      <AreaField
        name="what"
        label={said.what}
        hint={said.whatHint}
        value={told?.what ?? ''}
        maxLength={4000}
        error={error}
        required
      />
      <Boxes name="kinds" legend={said.kinds} named={said.kind} ticked={told?.kinds ?? []} />
      {missing && (
        <p class="problem" role="alert">
          {said.noKind}
        </p>
      )}
      <Boxes
        name="categories"
        legend={said.categories}
        named={said.category}
        ticked={told?.categories ?? []}
      />
      <Field name="people" label={said.people} error={error}>
        {control => (
          <select {...control}>
            {[null, ...orders].map(count => (
              <option key={count} value={count ?? ''} selected={count === (told?.people ?? null)}>
                {peopleSaid(count)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <AreaField
        name="consequences"
        label={said.consequences}
        value={told?.consequences ?? ''}
        maxLength={4000}
        error={error}
        optional
      />
      <AreaField
        name="measures"
        label={said.measures}
        value={told?.measures ?? ''}
        maxLength={4000}
        error={error}
        optional
      />
    </>
  )
}

interface BoxesProps<Name extends string> {
  name: string
  legend: string
  named: Record<Name, string>
  ticked: readonly Name[]
}

function Boxes<Name extends string>({ name, legend, named, ticked }: BoxesProps<Name>) {
  return (
    <fieldset class="field scopes">
      <legend>{legend}</legend>
      {keys(named).map(one => (
        <CheckField key={one} name={name} value={one} label={named[one]} checked={ticked.includes(one)} />
      ))}
    </fieldset>
  )
}

/** What a form with these fields says. */
export function toldIn(form: FormData): Told {
  const ticked = (name: string) => form.getAll(name)
  const text = (name: string) => String(form.get(name)).trim()
  const people = text('people')
  return {
    what: text('what'),
    kinds: keys(words.breaches.kind).filter(kind => ticked('kinds').includes(kind)),
    categories: keys(words.breaches.category).filter(one => ticked('categories').includes(one)),
    people: orders.find(count => String(count) === people) ?? null,
    consequences: text('consequences'),
    measures: text('measures'),
  }
}

/** A moment of the person's own clock, which lies behind them. */
export function MomentField({ name, label, hint, error }: MomentProps) {
  return (
    <Field name={name} label={label} {...(hint && { hint })} error={error}>
      {control => <input type="datetime-local" {...control} required />}
    </Field>
  )
}

interface MomentProps {
  name: string
  label: string
  hint?: string
  error: unknown
}

export const momentIn = (form: FormData, name: string): string =>
  new Date(String(form.get(name))).toISOString()
