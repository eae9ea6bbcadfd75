import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { number } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { Operated } from './gate.tsx'

type Removed = Record<string, number>

/** What the latest sweeps took, and what the next ones would take. */
export function Sweeps() {
  const said = words.sweeps
  const { state, again } = useLoad(signal => call('sweeps', { signal }), [])
  return (
    <Operated state={state} again={again} rows={4}>
      {({ items, next }) => (
        <>
          <p class="lead apart">{said.text}</p>
          <h2>{said.next}</h2>
          <Next {...next} />
          <h2>{said.latest}</h2>
          <Latest items={items} />
        </>
      )}
    </Operated>
  )
}

function Next({ now, week, month }: Answer<'sweeps'>['next']) {
  const said = words.sweeps
  const names = Object.keys(month).filter(name => month[name])
  if (names.length === 0) return <p>{said.nothing}</p>
  return (
    <table class="sheet happenings">
      <caption class="unseen">{said.next}</caption>
      <thead>
        <tr>
          <th scope="col">{said.what}</th>
          <th scope="col" class="figure">
            {said.now}
          </th>
          <th scope="col" class="figure">
            {said.week}
          </th>
          <th scope="col" class="figure">
            {said.month}
          </th>
        </tr>
      </thead>
      <tbody>
        {names.map(name => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td data-label={said.now} class="figure">
              {number(now[name] ?? 0)}
            </td>
            <td data-label={said.week} class="figure">
              {number(week[name] ?? 0)}
            </td>
            <td data-label={said.month} class="figure">
              {number(month[name] ?? 0)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Latest({ items }: { items: Answer<'sweeps'>['items'] }) {
  const said = words.sweeps
  return (
    <table class="sheet happenings">
      <caption class="unseen">{said.latest}</caption>
      <thead>
        <tr>
          <th scope="col">{said.began}</th>
          <th scope="col">{said.ended}</th>
          <th scope="col">{said.removed}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ id, startedAt, endedAt, removed, failed }) => (
          <tr key={id}>
            <th scope="row">
              <Time iso={startedAt} />
            </th>
            <td data-label={said.ended}>{endedAt ? <Time iso={endedAt} /> : said.unfinished}</td>
            <td data-label={said.removed}>
              {taken(removed) || said.nothing}
              {failed.length > 0 && (
                <p class="warn">
                  {said.failed}: {failed.join(', ')}
                </p>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const taken = (removed: Removed): string =>
  Object.entries(removed)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${number(count)}`)
    .join(', ')
