import type { Webhook } from '@atavus/contract/workspace'
import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { words } from '../words/words.ts'
import { WebhookFields, webhookIn } from './fields.tsx'

/** Another address for a webhook, or other happenings. */
export function ChangeWebhook({ webhook, onChanged }: { webhook: Webhook; onChanged: () => void }) {
  const { id, url, events } = webhook
  const [missing, setMissing] = useState(false)
  const { change, changeTitle } = words.webhooks

  async function submit(form: FormData, close: () => void) {
    const body = webhookIn(form)
    setMissing(body.events.length === 0)
    if (body.events.length === 0) return
    await call('changeWebhook', { places: { webhook: id }, body })
    close()
    onChanged()
  }

  return (
    <DialogButton
      tone="small"
      label={`${changeTitle}: ${url}`}
      dialog={close => (
        <FormDialog
          title={changeTitle}
          submit={words.save}
          onSubmit={form => submit(form, close)}
          onClose={close}
        >
          {error => <WebhookFields url={url} chosen={events} missing={missing} error={error} />}
        </FormDialog>
      )}
    >
      {change}
    </DialogButton>
  )
}
