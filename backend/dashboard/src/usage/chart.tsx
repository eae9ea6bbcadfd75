import { calendarDay, number } from '../lib/format.ts'
import { fill, words } from '../words/words.ts'
import { barsOf, topOf } from './bars.ts'
import { type Counts, type Measure, sumOf } from './sums.ts'

interface Props {
  measure: Measure
  days: { day: string; counts: Counts }[]
}

/** A bar a day. What it shows stands in the table below as well; a pointer reads each bar's own words. */
export function Chart({ measure, days }: Props) {
  const values = days.map(({ counts }) => counts[measure] ?? 0)
  const top = topOf(values)
  const width = days.length * 10
  return (
    <figure class="chart">
      <figcaption class="unseen">
        {fill(words.usage.chart, { measure: words.usage.measures[measure] })}
      </figcaption>
      <div class="chart-scale" aria-hidden="true">
        <span>{number(top)}</span>
        <span>{number(top / 2)}</span>
        <span>0</span>
      </div>
      <svg
        viewBox={`0 0 ${width} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-label={fill(words.usage.chartSaid, {
          measure: words.usage.measures[measure],
          total: number(sumOf(values)),
          days: number(days.length),
        })}
      >
        {[0, 50, 100].map(y => (
          <line key={y} x1={0} x2={width} y1={y} y2={y} vector-effect="non-scaling-stroke" />
        ))}
        {barsOf(values, top).map((bar, index) => (
          <g key={days[index]?.day}>
            <title>{`${calendarDay(days[index]?.day ?? '')}: ${number(values[index] ?? 0)}`}</title>
            <rect class="whole" x={index * 10} y={0} width={10} height={100} />
            <rect class="bar" {...bar} />
          </g>
        ))}
      </svg>
      <div class="chart-days" aria-hidden="true">
        {ends(days).map(day => (
          <span key={day}>{calendarDay(day)}</span>
        ))}
      </div>
    </figure>
  )
}

/** The first day, the middle one and the last. */
function ends(days: Props['days']): string[] {
  const picked = [0, Math.floor(days.length / 2), days.length - 1].map(index => days[index]?.day)
  return [...new Set(picked.filter(day => day !== undefined))]
}
