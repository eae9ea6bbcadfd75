import type { Invitation } from '@atavus/contract/workspace'
import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { useSubmit } from '../lib/submit.ts'
import { TextField } from '../pieces/field.tsx'
import { Alert, Await } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { fill, words } from '../words/words.ts'
import { RoleField, roleIn } from './role-field.tsx'

/** Invites people by mail, and shows whom nobody has answered for yet. */
export function Invitations() {
  const { state, again } = useLoad(signal => call('invitations', { signal }), [])
  const { open, none } = words.team
  return (
    <>
      <Invite onInvited={again} />
      <h3>{open}</h3>
      <Await state={state} again={again} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="hint">{none}</p>
          ) : (
            <ul class="lines">
              {items.map(invitation => (
                <Open key={invitation.id} invitation={invitation} onWithdrawn={again} />
              ))}
            </ul>
          )
        }
      </Await>
    </>
  )
}

function Invite({ onInvited }: { onInvited: () => void }) {
  const [sent, setSent] = useState('')
  const { submit, busy, error } = useSubmit(async (form, element) => {
    setSent('')
    const email = String(form.get('email')).trim()
    await call('invite', { body: { email, role: roleIn(form) } })
    element.reset()
    setSent(fill(words.team.invited, { email }))
    onInvited()
  })
  const { email, emailHint, invite, inviting } = words.team
  return (
    <form class="stack" onSubmit={submit}>
      <TextField
        name="email"
        type="email"
        label={email}
        hint={emailHint}
        maxLength={254}
        error={error}
        autocomplete="off"
        required
      />
      <RoleField chosen="viewer" />
      <Alert error={error} />
      <div class="actions">
        <button type="submit" class="button primary" disabled={busy}>
          {busy ? inviting : invite}
        </button>
      </div>
      <p class="hint" role="status">
        {sent}
      </p>
    </form>
  )
}

function Open({ invitation, onWithdrawn }: { invitation: Invitation; onWithdrawn: () => void }) {
  const { id, email, role, expiresAt } = invitation
  const { submit, busy, error } = useSubmit(async () => {
    await call('withdrawInvitation', { places: { invitation: id } })
    onWithdrawn()
  })
  const { until, withdraw } = words.team
  return (
    <li>
      <span>
        <bdi>{email}</bdi>
        <span class="address">
          {words.roles[role]} · {until} <Time iso={expiresAt} />
        </span>
        <Alert error={error} />
      </span>
      <form onSubmit={submit}>
        <button type="submit" class="button small" aria-label={`${withdraw}: ${email}`} disabled={busy}>
          {withdraw}
        </button>
      </form>
    </li>
  )
}
