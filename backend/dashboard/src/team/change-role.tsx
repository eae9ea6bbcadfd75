import type { Member } from '@atavus/contract/workspace'
import { call } from '../lib/call.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { fill, words } from '../words/words.ts'
import { RoleField, roleIn } from './role-field.tsx'

interface Props {
  member: Member
  /** Whether it is who is signed in. */
  own: boolean
  onChanged: () => void
}

/** Gives a member another role. */
export function ChangeRole({ member, own, onChanged }: Props) {
  const { changeRole, changeRoleOf, ownRole } = words.team
  const name = member.fullName ?? member.username

  async function change(form: FormData) {
    await call('changeMember', { places: { member: member.account }, body: { role: roleIn(form) } })
    // What may be done on these screens hangs on it.
    if (own) location.assign('/')
    else onChanged()
  }

  return (
    <DialogButton
      tone="small"
      label={fill(changeRoleOf, { name })}
      dialog={close => (
        <FormDialog
          title={fill(changeRoleOf, { name })}
          submit={words.save}
          onSubmit={form => change(form).then(close)}
          onClose={close}
        >
          {own && <p class="callout flush">{ownRole}</p>}
          <RoleField chosen={member.role} />
        </FormDialog>
      )}
    >
      {changeRole}
    </DialogButton>
  )
}
