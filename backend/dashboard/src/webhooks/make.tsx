import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { Icon } from '../pieces/icon.tsx'
import { words } from '../words/words.ts'
import { WebhookFields, webhookIn } from './fields.tsx'

/** Has a server of the owner's told. */
export function MakeWebhook({ onMade }: { onMade: (made: Answer<'makeWebhook'>) => void }) {
  const [missing, setMissing] = useState(false)
  const { make, makeTitle, makeBusy } = words.webhooks

  async function submit(form: FormData, close: () => void) {
    const body = webhookIn(form)
    setMissing(body.events.length === 0)
    if (body.events.length === 0) return
    const made = await call('makeWebhook', { body })
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
          {error => <WebhookFields missing={missing} error={error} />}
        </FormDialog>
      )}
    >
      <Icon name="plus" />
      {make}
    </DialogButton>
  )
}
