import type { ApiKey } from '@atavus/contract/workspace'
import { call } from '../lib/call.ts'
import { Confirm } from '../pieces/confirm.tsx'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { fill, words } from '../words/words.ts'

/** Deletes an API key for good. */
export function DeleteKey({ apiKey: { id, name }, onDeleted }: { apiKey: ApiKey; onDeleted: () => void }) {
  const { deleteTitle, deleteText } = words.keys
  async function remove() {
    await call('deleteApiKey', { places: { key: id } })
    onDeleted()
  }
  return (
    <DialogButton
      tone="small"
      label={fill(deleteTitle, { name })}
      dialog={close => (
        <Confirm
          title={fill(deleteTitle, { name })}
          submit={words.delete}
          onConfirm={() => remove().then(close)}
          onClose={close}
        >
          <p>{deleteText}</p>
        </Confirm>
      )}
    >
      {words.deleteAsk}
    </DialogButton>
  )
}
