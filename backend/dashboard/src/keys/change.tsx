import type { ApiKey } from '@atavus/contract/workspace'
import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { fill, words } from '../words/words.ts'
import { KeyFields } from './fields.tsx'
import { scopesIn } from './scopes.ts'

/** Calls an API key otherwise, or lets it do other things. */
export function ChangeKey({ apiKey, onChanged }: { apiKey: ApiKey; onChanged: () => void }) {
  const { id, name, scopes } = apiKey
  const [missing, setMissing] = useState(false)
  const { change, changeTitle } = words.keys

  async function submit(form: FormData, close: () => void) {
    const wanted = scopesIn(form)
    setMissing(wanted.length === 0)
    if (wanted.length === 0) return
    const body = { name: String(form.get('name')).trim(), scopes: wanted }
    await call('changeApiKey', { places: { key: id }, body })
    close()
    onChanged()
  }

  return (
    <DialogButton
      tone="small"
      label={fill(changeTitle, { name })}
      dialog={close => (
        <FormDialog
          title={fill(changeTitle, { name })}
          submit={words.save}
          onSubmit={form => submit(form, close)}
          onClose={close}
        >
          {error => <KeyFields name={name} chosen={scopes} missing={missing} error={error} />}
        </FormDialog>
      )}
    >
      {change}
    </DialogButton>
  )
}
