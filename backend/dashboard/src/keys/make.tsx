import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { Field } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { Icon } from '../pieces/icon.tsx'
import { count, words } from '../words/words.ts'
import { KeyFields } from './fields.tsx'
import { scopesIn } from './scopes.ts'

/** In days. */
const lives = [30, 90, 365]

/** Makes an API key. */
export function MakeKey({ onMade }: { onMade: (made: Answer<'makeApiKey'>) => void }) {
  const [missing, setMissing] = useState(false)
  const { make, makeTitle, expiry, expiryHint, never, makeBusy } = words.keys

  async function submit(form: FormData, close: () => void) {
    const scopes = scopesIn(form)
    setMissing(scopes.length === 0)
    if (scopes.length === 0) return
    const days = Number(form.get('days')) || null
    const made = await call('makeApiKey', { body: { name: String(form.get('name')).trim(), scopes, days } })
    close()
    onMade(made)
  }

  return (
    <DialogButton
      tone="primary"
      dialog={close => (
        <FormDialog
          title={makeTitle}
          submit={make}
          busy={makeBusy}
          onSubmit={form => submit(form, close)}
          onClose={close}
        >
          {error => (
            <>
              <KeyFields missing={missing} error={error} />
              <Field name="days" label={expiry} hint={expiryHint}>
                {control => (
                  <select {...control}>
                    {lives.map(days => (
                      <option key={days} value={days} selected={days === 90}>
                        {count(words.units.afterDays, days)}
                      </option>
                    ))}
                    <option value="">{never}</option>
                  </select>
                )}
              </Field>
            </>
          )}
        </FormDialog>
      )}
    >
      <Icon name="plus" />
      {make}
    </DialogButton>
  )
}
