import { type Role, roles } from '@atavus/contract/rights'
import { useId } from 'preact/hooks'
import { words } from '../words/words.ts'

/** The choice of a role, each with what it may do. */
export function RoleField({ chosen }: { chosen: Role }) {
  return (
    <fieldset class="field choices">
      <legend>{words.team.role}</legend>
      {roles.map(role => (
        <RoleChoice key={role} role={role} checked={role === chosen} />
      ))}
    </fieldset>
  )
}

function RoleChoice({ role, checked }: { role: Role; checked: boolean }) {
  const id = useId()
  return (
    <div class="choice">
      <input
        type="radio"
        id={id}
        name="role"
        value={role}
        defaultChecked={checked}
        aria-describedby={`${id}-hint`}
      />
      <div>
        <label for={id}>{words.roles[role]}</label>
        <p class="hint" id={`${id}-hint`}>
          {words.team.roleHints[role]}
        </p>
      </div>
    </div>
  )
}

/** The role that a form with that field names. */
export const roleIn = (form: FormData): Role => roles.find(role => role === form.get('role')) ?? 'member'
