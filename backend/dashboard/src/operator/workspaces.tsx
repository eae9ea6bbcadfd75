import { useAccount } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { number } from '../lib/format.ts'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { Found } from './found.tsx'
import { SuspendButton } from './suspend.tsx'

type Item = Answer<'operatedWorkspaces'>['items'][number]

/** All workspaces: to suspend, or to read the log of, for a reason. */
export function OperatedWorkspaces({ query }: { query: URLSearchParams }) {
  return (
    <Found
      at="/operator/workspaces"
      query={query}
      said={words.operator.workspaces}
      find={(query, signal) => call('operatedWorkspaces', { query, ...(signal && { signal }) })}
      table={(items, onChanged) => <WorkspaceTable items={items} onChanged={onChanged} />}
    />
  )
}

function WorkspaceTable({ items, onChanged }: { items: Item[]; onChanged: () => void }) {
  const { caption, name, members, assistants, messages } = words.operator.workspaces
  const { since, state, actions } = words.operator
  return (
    <table class="sheet happenings">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">{since}</th>
          <th scope="col" class="figure">
            {members}
          </th>
          <th scope="col" class="figure">
            {assistants}
          </th>
          <th scope="col" class="figure">
            {messages}
          </th>
          <th scope="col">{state}</th>
          <th scope="col">
            <span class="unseen">{actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(item => (
          <WorkspaceRow key={item.id} item={item} onChanged={onChanged} />
        ))}
      </tbody>
    </table>
  )
}

function WorkspaceRow({ item, onChanged }: { item: Item; onChanged: () => void }) {
  const { id, name, createdAt, members, assistants, messagesToday, suspendedAt } = item
  const said = words.operator.workspaces
  const { since, state, standing } = words.operator
  const billing = useAccount()?.billing
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
        <span class="address">{id}</span>
      </th>
      <td data-label={since}>
        <Time iso={createdAt} only="day" />
      </td>
      <td data-label={said.members} class="figure">
        {number(members)}
      </td>
      <td data-label={said.assistants} class="figure">
        {number(assistants)}
      </td>
      <td data-label={said.messages} class="figure">
        {number(messagesToday)}
      </td>
      <td data-label={state}>
        <span class={suspendedAt ? 'warn' : undefined}>
          {suspendedAt ? standing.suspended : standing.open}
        </span>
      </td>
      <td>
        <div class="actions end">
          <a class="button small" href={`/operator/workspaces/${id}`} aria-label={`${said.read}: ${name}`}>
            {said.read}
          </a>
          <a
            class="button small"
            href={`/operator/workspaces/${id}/holds`}
            aria-label={`${words.operator.law.link}: ${name}`}
          >
            {words.operator.law.link}
          </a>
          <SuspendButton
            name={name}
            suspended={suspendedAt !== null}
            text={billing ? `${said.suspendText} ${said.suspendCharged}` : said.suspendText}
            onSuspend={async body => {
              await call('suspendWorkspace', { places: { workspace: id }, body })
              onChanged()
            }}
          />
        </div>
      </td>
    </tr>
  )
}
