import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { number } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { Await, Empty } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { fill, words } from '../words/words.ts'

/** How long each assistant keeps what is said, how much there is, and what goes when. */
export function RetentionPart() {
  const said = words.retention
  const { state, again } = useLoad(signal => call('retention', { signal }), [])
  return (
    <>
      <p class="lead apart">{said.text}</p>
      <Await state={state} again={again} rows={3}>
        {({ items, sweptAt }) =>
          items.length === 0 ? (
            <Empty {...said.empty} />
          ) : (
            <>
              <Terms items={items} />
              <p class="hint">
                {sweptAt ? (
                  <>
                    {said.swept} <Time iso={sweptAt} />
                  </>
                ) : (
                  said.neverSwept
                )}
              </p>
            </>
          )
        }
      </Await>
    </>
  )
}

function Terms({ items }: { items: Answer<'retention'>['items'] }) {
  const said = words.retention
  return (
    <table class="sheet happenings">
      <caption class="unseen">{said.tab}</caption>
      <thead>
        <tr>
          <th scope="col">{said.assistant}</th>
          <th scope="col">{said.term}</th>
          <th scope="col" class="figure">
            {said.questions}
          </th>
          <th scope="col">{said.oldest}</th>
          <th scope="col" class="figure">
            {said.day}
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
        {items.map(({ id, name, days, questions, oldest, going }) => (
          <tr key={id}>
            <th scope="row">
              <a href={`/assistants/${id}/settings`}>
                <bdi>{name}</bdi>
              </a>
            </th>
            <td data-label={said.term}>{fill(said.days, { days: number(days) })}</td>
            <td data-label={said.questions} class="figure">
              {number(questions)}
            </td>
            <td data-label={said.oldest}>{oldest ? <Time iso={oldest} only="day" /> : '–'}</td>
            <td data-label={said.day} class="figure">
              {number(going.day)}
            </td>
            <td data-label={said.week} class="figure">
              {number(going.week)}
            </td>
            <td data-label={said.month} class="figure">
              {number(going.month)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
