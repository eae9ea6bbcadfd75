import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { AreaField, CheckField } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { words } from '../words/words.ts'
import type { Breach } from './entry.tsx'
import { ToldFields, toldIn } from './fields.tsx'

interface Props {
  breach: Breach
  onDone: () => void
  onClose: () => void
}

/** Adds what was learned since, and further workspaces that it touches. */
export function ChangeBreach({ breach, onDone, onClose }: Props) {
  const said = words.breaches
  const [missing, setMissing] = useState(false)
  async function change(form: FormData) {
    const told = toldIn(form)
    setMissing(told.kinds.length === 0)
    if (told.kinds.length === 0) return
    const workspaces = String(form.get('workspaces')).split(/\s+/).filter(Boolean)
    const more = form.has('everyWorkspace') ? { everyWorkspace: true as const } : {}
    await call('changeBreach', { places: { breach: breach.id }, body: { ...told, ...more, workspaces } })
    onClose()
    onDone()
  }
  return (
    <FormDialog title={said.change} submit={said.changeSubmit} onSubmit={change} onClose={onClose}>
      {error => (
        <>
          <ToldFields told={breach} missing={missing} error={error} />
          <AreaField
            name="workspaces"
            label={said.workspaces}
            hint={said.workspacesHint}
            error={error}
            optional
          />
          <CheckField name="everyWorkspace" label={said.everyWorkspace} />
        </>
      )}
    </FormDialog>
  )
}
