import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { go } from '../lib/router.ts'
import { Confirm } from '../pieces/confirm.tsx'
import { Deleted, type DeletionReceipt } from '../pieces/deleted.tsx'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { words } from '../words/words.ts'

/** A child wrote this: everything of that visitor goes at once, with no grace. */
export function DeleteChild({ conversation }: { conversation: string }) {
  const said = words.child
  const [deleted, setDeleted] = useState<DeletionReceipt | null>(null)
  async function remove() {
    setDeleted(await call('deleteChild', { places: { conversation } }))
  }
  return (
    <>
      <DialogButton
        dialog={close => (
          <Confirm
            title={said.title}
            submit={said.submit}
            onConfirm={() => remove().then(close)}
            onClose={close}
          >
            <p>{said.text}</p>
          </Confirm>
        )}
      >
        {said.button}
      </DialogButton>
      {deleted && (
        <Deleted deleted={deleted} onClose={() => go('/conversations', { replace: true, force: true })} />
      )}
    </>
  )
}
