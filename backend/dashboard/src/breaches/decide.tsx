import { call } from '../lib/call.ts'
import { Confirm } from '../pieces/confirm.tsx'
import { AreaField } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { words } from '../words/words.ts'
import type { Breach } from './entry.tsx'
import { MomentField, momentIn } from './fields.tsx'

interface Props {
  breach: Breach
  onDone: () => void
  onClose: () => void
}

/** Writes down whether somebody was told, when, and why. */
export function Decide({ breach, about, onDone, onClose }: Props & { about: 'authority' | 'persons' }) {
  const said = words.breaches
  async function decide(form: FormData) {
    const decision = form.get('decision') === 'told' ? 'told' : 'not_needed'
    const made = { decision, at: momentIn(form, 'at'), reason: String(form.get('reason')).trim() } as const
    await call('changeBreach', { places: { breach: breach.id }, body: { [about]: made } })
    onClose()
    onDone()
  }
  return (
    <FormDialog
      title={about === 'authority' ? said.decideAuthority : said.decidePersons}
      submit={said.changeSubmit}
      onSubmit={decide}
      onClose={onClose}
    >
      {error => (
        <>
          <fieldset class="field choices">
            <legend>{said.how}</legend>
            <Choice value="told" label={said.yes} />
            <Choice value="not_needed" label={said.no} />
          </fieldset>
          <MomentField name="at" label={said.at} error={error} />
          <AreaField
            name="reason"
            label={said.reason}
            hint={said.reasonHint}
            maxLength={4000}
            error={error}
            required
          />
        </>
      )}
    </FormDialog>
  )
}

function Choice({ value, label }: { value: string; label: string }) {
  return (
    <label class="choice">
      <input type="radio" name="decision" value={value} required />
      {label}
    </label>
  )
}

/** Closes a breach about which everything is decided. */
export function CloseBreach({ breach, onDone, onClose }: Props) {
  const said = words.breaches
  async function close() {
    await call('changeBreach', { places: { breach: breach.id }, body: { closed: true } })
    onClose()
    onDone()
  }
  return (
    <Confirm title={said.closeTitle} submit={said.closeSubmit} onConfirm={close} onClose={onClose}>
      <p>{said.closeText}</p>
    </Confirm>
  )
}
