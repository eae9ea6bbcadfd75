import type { Usage } from '@atavus/contract/workspace'
import { useState } from 'preact/hooks'
import { calendarDay, number } from '../lib/format.ts'
import { Empty } from '../pieces/states.tsx'
import { fill, words } from '../words/words.ts'
import { Chart } from './chart.tsx'
import { DayTable } from './day-table.tsx'
import { daysOf, type Span } from './span.ts'
import { byAssistant, byDay, type Counts, featuresIn, type Measure, measures, sum } from './sums.ts'

interface Props {
  usage: Usage
  span: Span
  /** One assistant was asked for. */
  oneOnly: boolean
}

/** Figures on top, each a switch for what the chart shows; then the days, the assistants, the features. */
export function Report({ usage: { items, timeZone }, span, oneOnly }: Props) {
  const [measure, setMeasure] = useState<Measure>('messages')
  if (items.length === 0) return <Empty {...words.usage.empty} />
  const total = sum(items)
  const days = byDay(items, daysOf(span))
  const assistants = byAssistant(items)
  return (
    <div class="usage">
      <Figures total={total} chosen={measure} onChoose={setMeasure} />
      <Chart measure={measure} days={days} />
      <p class="hint">
        {fill(words.usage.zone, { timeZone, from: calendarDay(span.from), to: calendarDay(span.to) })}
      </p>
      <details class="fold">
        <summary>{words.usage.table}</summary>
        <DayTable days={days} />
      </details>
      <div class="pair">
        {!oneOnly && assistants.length > 1 && <ByAssistant assistants={assistants} />}
        <Features total={total} />
      </div>
    </div>
  )
}

interface FiguresProps {
  total: Counts
  chosen: Measure
  onChoose: (measure: Measure) => void
}

function Figures({ total, chosen, onChoose }: FiguresProps) {
  return (
    <fieldset class="figures">
      <legend class="unseen">{words.usage.choose}</legend>
      {measures.map(measure => (
        <label key={measure} class="figure-choice">
          <input
            class="unseen"
            type="radio"
            name="measure"
            checked={measure === chosen}
            onChange={() => onChoose(measure)}
          />
          <span>{words.usage.measures[measure]}</span>
          <b>{number(total[measure] ?? 0)}</b>
        </label>
      ))}
    </fieldset>
  )
}

function ByAssistant({ assistants }: { assistants: ReturnType<typeof byAssistant> }) {
  return (
    <section>
      <h2>{words.usage.byAssistant}</h2>
      <dl class="counts">
        {assistants.map(({ id, name, counts }) => (
          <div key={id}>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd>{number(counts.messages ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Features({ total }: { total: Counts }) {
  const used = featuresIn(total)
  return (
    <section>
      <h2>{words.usage.featuresTitle}</h2>
      {used.length === 0 ? (
        <p class="hint">{words.usage.noFeatures}</p>
      ) : (
        <dl class="counts">
          {used.map(([feature, times]) => (
            <div key={feature}>
              <dt>{words.usage.features[feature]}</dt>
              <dd>{number(times)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
