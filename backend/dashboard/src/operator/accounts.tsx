import { useAccount } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { DeleteAccount } from './delete-account.tsx'
import { Found } from './found.tsx'
import { SuspendButton } from './suspend.tsx'

type Item = Answer<'operatedAccounts'>['items'][number]

/** All accounts: to suspend or let in again, or to delete. */
export function OperatedAccounts({ query }: { query: URLSearchParams }) {
  return (
    <Found
      at="/operator/accounts"
      query={query}
      said={words.operator.accounts}
      find={(query, signal) => call('operatedAccounts', { query, ...(signal && { signal }) })}
      table={(items, onChanged) => <AccountTable items={items} onChanged={onChanged} />}
    />
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
            <DeleteAccount account={item} onGone={onChanged} />
          </div>
        )}
      </td>
    </tr>
  )
}
