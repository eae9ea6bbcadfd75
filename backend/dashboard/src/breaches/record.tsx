import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { AreaField, CheckField } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { words } from '../words/words.ts'
import { MomentField, momentIn, ToldFields, toldIn } from './fields.tsx'

interface Props {
  onDone: () => void
  onClose: () => void
}

/** Writes a breach down, with what is known by now. */
export function RecordBreach({ onDone, onClose }: Props) {
  const said = words.breaches
  const [missing, setMissing] = useState(false)
  async function record(form: FormData) {
    const told = toldIn(form)
    setMissing(told.kinds.length === 0)
    if (told.kinds.length === 0) return
    const workspaces = String(form.get('workspaces')).split(/\s+/).filter(Boolean)
    const everyWorkspace = form.has('everyWorkspace')
    const noticedAt = momentIn(form, 'noticedAt')
    await call('recordBreach', { body: { ...told, noticedAt, workspaces, everyWorkspace } })
    onClose()
    onDone()
  }
  return (
    <FormDialog title={said.record} submit={said.submit} onSubmit={record} onClose={onClose}>
      {error => (
        <>
          <MomentField name="noticedAt" label={said.noticedAt} hint={said.noticedHint} error={error} />
          <ToldFields missing={missing} error={error} />
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
