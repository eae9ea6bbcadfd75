import { useAccount } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { useLoad } from '../lib/load.ts'
import { Pages } from '../pieces/pages.tsx'
import { Empty } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { Operated } from './gate.tsx'
import { OperatorSearch } from './search.tsx'
import { SuspendButton } from './suspend.tsx'

type Item = Answer<'operatedAccounts'>['items'][number]

/** All accounts: to suspend, or to let in again. */
export function OperatedAccounts({ query }: { query: URLSearchParams }) {
  const text = query.get('text') ?? ''
  const page = (cursor?: string, signal?: AbortSignal) =>
    call('operatedAccounts', {
      query: { text: text || undefined, cursor },
      ...(signal && { signal }),
    })
  const { state, again } = useLoad(signal => page(undefined, signal), [text])
  const { search, searchHint, none } = words.operator.accounts
  return (
    <>
      <OperatorSearch key={text} at="/operator/accounts" label={search} hint={searchHint} text={text} />
      <Operated state={state} again={again} rows={6}>
        {first =>
          first.items.length === 0 ? (
            <Empty {...none} />
          ) : (
            <Pages first={first} more={cursor => page(cursor)}>
              {items => <AccountTable items={items} onChanged={again} />}
            </Pages>
          )
        }
      </Operated>
    </>
  )
}

function AccountTable({ items, onChanged }: { items: Item[]; onChanged: () => void }) {
  const { caption, name } = words.operator.accounts
  const { since, state, actions } = words.operator
  return (
    <table class="sheet happenings">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">{since}</th>
          <th scope="col">{words.team.factor}</th>
          <th scope="col">{state}</th>
          <th scope="col">
            <span class="unseen">{actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(item => (
          <AccountRow key={item.id} item={item} onChanged={onChanged} />
        ))}
      </tbody>
    </table>
  )
}

function AccountRow({ item, onChanged }: { item: Item; onChanged: () => void }) {
  const { id, username, email, createdAt, secondFactor, suspendedAt } = item
  const own = useAccount()?.id === id
  const { since, state, standing } = words.operator
  const { factor, factorOn, factorOff } = words.team
  return (
    <tr>
      <th scope="row">
        <bdi>{username}</bdi>
        <span class="address">{email}</span>
      </th>
      <td data-label={since}>
        <Time iso={createdAt} only="day" />
      </td>
      <td data-label={factor}>{secondFactor ? factorOn : factorOff}</td>
      <td data-label={state}>
        <span class={suspendedAt ? 'warn' : undefined}>
          {suspendedAt ? standing.suspended : standing.open}
        </span>
      </td>
      <td>
        {!own && (
          <div class="actions end">
            <SuspendButton
              name={username}
              suspended={suspendedAt !== null}
              text={words.operator.accounts.suspendText}
              onSuspend={async body => {
                await call('suspendAccount', { places: { account: id }, body })
                onChanged()
              }}
            />
          </div>
        )}
      </td>
    </tr>
  )
}
