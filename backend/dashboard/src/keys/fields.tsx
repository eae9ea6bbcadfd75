import { type Scope, scopes } from '@atavus/contract/rights'
import { useId } from 'preact/hooks'
import { TextField } from '../pieces/field.tsx'
import { words } from '../words/words.ts'
import { byKind } from './scopes.ts'

interface Props {
  name?: string
  chosen?: readonly Scope[]
  /** Nothing was ticked in the last attempt. */
  missing: boolean
  error: unknown
}

/** What an API key is called, and what it may do. */
export function KeyFields({ name = '', chosen = [], missing, error }: Props) {
  const id = useId()
  const { name: label, nameHint, scopes: legend, scopesHint, groups, noScope } = words.keys
  return (
    <>
      <TextField
        name="name"
        label={label}
        hint={nameHint}
        value={name}
        maxLength={80}
        error={error}
        autocomplete="off"
        required
      />
      <fieldset class="field scopes" aria-describedby={`${id}-hint`}>
        <legend>{legend}</legend>
        <p class="hint" id={`${id}-hint`}>
          {scopesHint}
        </p>
        {byKind(scopes).map(({ kind, members }) => (
          <fieldset key={kind} class="scope-group" aria-label={groups[kind]}>
            <p class="scope-kind" aria-hidden="true">
              {groups[kind]}
            </p>
            {members.map(scope => (
              <ScopeBox key={scope} scope={scope} checked={chosen.includes(scope)} />
            ))}
          </fieldset>
        ))}
        {missing && (
          <p class="problem" role="alert">
            {noScope}
          </p>
        )}
      </fieldset>
    </>
  )
}

function ScopeBox({ scope, checked }: { scope: Scope; checked: boolean }) {
  const id = useId()
  return (
    <div class="check">
      <input type="checkbox" id={id} name="scopes" value={scope} defaultChecked={checked} />
      <label for={id}>
        {words.rights[scope]} <code class="quiet">{scope}</code>
      </label>
    </div>
  )
}
