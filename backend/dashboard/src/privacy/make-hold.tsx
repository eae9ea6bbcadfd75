import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { AreaField, CheckField, Field } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { words } from '../words/words.ts'
import { UntilField, untilIn } from './until-field.tsx'

interface Props {
  /** One conversation; otherwise it is chosen among the assistants. */
  conversation?: string
  onDone: () => void
  onClose: () => void
}

/** Keeps something beyond its term: what, why, until when. */
export function MakeHold({ conversation, onDone, onClose }: Props) {
  const said = words.holds
  async function make(form: FormData) {
    const assistant = String(form.get('assistant') ?? '')
    await call('makeHold', {
      body: {
        assistant: assistant || null,
        conversation: conversation ?? null,
        reason: String(form.get('reason')).replace(/\s+/g, ' ').trim(),
        silent: form.has('silent'),
        until: untilIn(form),
      },
    })
    onClose()
    onDone()
  }
  return (
    <FormDialog title={said.make} submit={said.submit} onSubmit={make} onClose={onClose}>
      {error => (
        <>
          <p>{said.explain}</p>
          {!conversation && <WhichField error={error} />}
          <UntilField error={error} />
          <AreaField
            name="reason"
            label={said.reason}
            hint={said.reasonHint}
            maxLength={500}
            error={error}
            required
          />
          <CheckField name="silent" label={said.silentLabel} hint={said.silentHint} />
        </>
      )}
    </FormDialog>
  )
}

function WhichField({ error }: { error: unknown }) {
  const said = words.holds
  const { state } = useLoad(signal => call('assistants', { signal }), [])
  const assistants = state.phase === 'ready' ? state.data.items : []
  return (
    <Field name="assistant" label={said.what} error={error}>
      {control => (
        <select {...control}>
          <option value="">{said.everything}</option>
          {assistants.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
