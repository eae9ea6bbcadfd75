import type { Activity } from '@atavus/contract/record'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { useFile } from '../lib/file.ts'
import { countryName, moment } from '../lib/format.ts'
import { FactList } from '../pieces/facts.tsx'
import { Icon } from '../pieces/icon.tsx'
import { fill, words } from '../words/words.ts'
import { inWords, named, termInWords } from './record-words.ts'

interface Head {
  madeAt: string
  operator: { name: string; address: string; contact: string; country: string }
  measures: string[]
}

/** What a record begins and ends with: who runs the platform, the way to keep it, and how data is kept safe. */
export function RecordSheet({ record, children }: { record: Head; children: ComponentChildren }) {
  const said = words.record
  const { madeAt, operator, measures } = record
  return (
    <div class="record">
      <Keeping record={record} name={`atavus-record-${madeAt.slice(0, 10)}.json`} />
      <FactList
        class="details"
        facts={[
          [said.madeAt, moment(madeAt)],
          [said.operator, `${operator.name}, ${operator.address}; ${operator.contact}`],
        ]}
      />
      {children}
      <section>
        <h2>{said.measures}</h2>
        <ul>
          {measures.map(name => (
            <li key={name}>{named(said.measure, name)}</li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Keeping({ record, name }: { record: Head; name: string }) {
  const file = useFile(JSON.stringify(record, null, 2), 'application/json')
  return (
    <div class="actions unprinted">
      <button type="button" class="button" onClick={() => print()}>
        {words.record.print}
      </button>
      <a class="button" href={file ?? '#'} download={name}>
        <Icon name="download" />
        {words.record.download}
      </a>
    </div>
  )
}

/** Activities of processing, each with what GDPR Art. 30 asks of it. */
export function Activities({ items }: { items: readonly Activity[] }) {
  return (
    <div class="entries">
      {items.map(activity => (
        <ActivityCard key={`${activity.kind} ${activity.assistant?.id}`} activity={activity} />
      ))}
    </div>
  )
}

function ActivityCard({ activity }: { activity: Activity }) {
  const id = useId()
  const said = words.record
  const { kind, assistant, controller, people, purposes, bases, categories, recipients, terms } = activity
  const title = assistant ? fill(said.chatWith, { name: assistant.name }) : said.activity[kind]
  const facts = [
    [said.controller, controller ? partyOf(controller) : said.behalfOf],
    [said.purposes, inWords(purposes.map(purpose => said.purpose[purpose]))],
    [said.bases, inWords(bases.map(basis => `${basis} ${said.gdpr}`))],
    [said.people, inWords(people.map(group => said.group[group]))],
    [said.categories, inWords(categories.map(category => named(words.breaches.category, category)))],
    [said.recipients, recipients.length ? <Recipients key="recipients" items={recipients} /> : said.nobody],
    ...(terms.length ? [[said.terms, <Terms key="terms" items={terms} />] as const] : []),
  ] as const
  return (
    <article class="card entry" aria-labelledby={id}>
      <h3 id={id}>
        <bdi>{title}</bdi>
      </h3>
      <FactList class="details" facts={facts} />
    </article>
  )
}

const partyOf = ({ name, contact }: { name: string; contact: string }): string =>
  [name, contact].filter(Boolean).join(', ')

function Recipients({ items }: { items: Activity['recipients'] }) {
  const said = words.record
  return (
    <ul class="plain">
      {items.map(({ name, role, country, transfer }) => (
        <li key={name}>
          {[
            country ? `${name} (${countryName(country)})` : name,
            role === 'chosen' ? said.chosen : null,
            transfer ? said.transfer[transfer] : null,
          ]
            .filter(Boolean)
            .join('; ')}
        </li>
      ))}
    </ul>
  )
}

function Terms({ items }: { items: Activity['terms'] }) {
  return (
    <ul class="plain">
      {items.map(({ what, term }) => (
        <li key={what}>
          {words.record.kept[what]}: {termInWords(term)}
        </li>
      ))}
    </ul>
  )
}
