import type { Member } from '@atavus/contract/workspace'
import { useAccount, useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Avatar } from '../pieces/avatar.tsx'
import { Await } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { ChangeRole } from './change-role.tsx'
import { RemoveMember } from './remove.tsx'

/** Everybody who belongs to the workspace. */
export function Members() {
  const { state, again } = useLoad(signal => call('members', { signal }), [])
  return (
    <Await state={state} again={again} rows={3}>
      {({ items }) => <MemberTable members={items} onChanged={again} />}
    </Await>
  )
}

function MemberTable({ members, onChanged }: { members: Member[]; onChanged: () => void }) {
  const may = useMay()
  const { caption, person, role, factor, since, actions } = words.team
  return (
    <table class="sheet people">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{person}</th>
          <th scope="col">{role}</th>
          <th scope="col">{factor}</th>
          <th scope="col">{since}</th>
          {may('team:manage') && (
            <th scope="col">
              <span class="unseen">{actions}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {members.map(member => (
          <MemberRow key={member.account} member={member} onChanged={onChanged} />
        ))}
      </tbody>
    </table>
  )
}

function MemberRow({ member, onChanged }: { member: Member; onChanged: () => void }) {
  const may = useMay()
  const own = useAccount()?.id === member.account
  const { role, factor, since, you, factorOn, factorOff } = words.team
  return (
    <tr>
      <th scope="row">
        <div class="person">
          <Avatar {...member} />
          <div>
            <bdi>{member.fullName ?? member.username}</bdi>
            {own && <span class="quiet"> ({you})</span>}
            <span class="address">
              {member.fullName && <bdi>{member.username} · </bdi>}
              {member.email}
            </span>
          </div>
        </div>
      </th>
      <td data-label={role}>{words.roles[member.role]}</td>
      <td data-label={factor}>{member.secondFactor ? factorOn : <span class="warn">{factorOff}</span>}</td>
      <td data-label={since}>
        <Time iso={member.since} only="day" />
      </td>
      {may('team:manage') && (
        <td>
          <div class="actions end">
            <ChangeRole member={member} own={own} onChanged={onChanged} />
            {!own && <RemoveMember member={member} onRemoved={onChanged} />}
          </div>
        </td>
      )}
    </tr>
  )
}
