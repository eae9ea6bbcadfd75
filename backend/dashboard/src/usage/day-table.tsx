import { calendarDay, number } from '../lib/format.ts'
import { Scrolled } from '../pieces/scrolled.tsx'
import { words } from '../words/words.ts'
import { type Counts, measures } from './sums.ts'

/** What the chart draws, in figures, the last day first. */
export function DayTable({ days }: { days: { day: string; counts: Counts }[] }) {
  return (
    <Scrolled label={words.usage.table}>
      <table class="grid">
        <thead>
          <tr>
            <th scope="col">{words.usage.day}</th>
            {measures.map(measure => (
              <th key={measure} scope="col" class="figure">
                {words.usage.measures[measure]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, counts }) => (
            <tr key={day}>
              <th scope="row">
                <time dateTime={day}>{calendarDay(day)}</time>
              </th>
              {measures.map(measure => (
                <td key={measure} class="figure">
                  {number(counts[measure] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
