import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { useLoad } from '../lib/load.ts'
import { Pages } from '../pieces/pages.tsx'
import { Await, Empty } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'

/** What happened at the account's door. */
export function Activity() {
  const told = words.account.activity
  const { state, again } = useLoad(signal => call('accountLog', { signal }), [])
  return (
    <>
      <p class="lead">{told.text}</p>
      <Await state={state} again={again} rows={6}>
        {first =>
          first.items.length === 0 ? (
            <Empty {...told.empty} />
          ) : (
            <Pages first={first} more={cursor => call('accountLog', { query: { cursor } })}>
              {items => <Happenings items={items} />}
            </Pages>
          )
        }
      </Await>
    </>
  )
}

function Happenings({ items }: { items: Answer<'accountLog'>['items'] }) {
  const told = words.account.activity
  return (
    <table class="sheet">
      <caption class="unseen">{told.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{told.what}</th>
          <th scope="col">{told.when}</th>
          <th scope="col">{told.address}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ id, at, event, address }) => (
          <tr key={id}>
            <th scope="row">{words.account.events[event]}</th>
            <td data-label={told.when}>
              <Time iso={at} />
            </td>
            <td data-label={told.address}>{address ?? told.noAddress}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
