import type { Webhook } from '@atavus/contract/workspace'
import { call } from '../lib/call.ts'
import { Confirm } from '../pieces/confirm.tsx'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { words } from '../words/words.ts'

/** Deletes a webhook with the record of what it was told. */
export function DeleteWebhook({ webhook, onDeleted }: { webhook: Webhook; onDeleted: () => void }) {
  const { deleteTitle, deleteText } = words.webhooks
  async function remove() {
    await call('deleteWebhook', { places: { webhook: webhook.id } })
    onDeleted()
  }
  return (
    <DialogButton
      tone="small"
      label={`${deleteTitle} ${webhook.url}`}
      dialog={close => (
        <Confirm
          title={deleteTitle}
          submit={words.delete}
          onConfirm={() => remove().then(close)}
          onClose={close}
        >
          <p>
            <code>{webhook.url}</code>
          </p>
          <p>{deleteText}</p>
        </Confirm>
      )}
    >
      {words.deleteAsk}
    </DialogButton>
  )
}
