import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { Deleted, type DeletionReceipt } from '../pieces/deleted.tsx'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { TextField } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { words } from '../words/words.ts'
import { ReasonField, reasonIn } from './reason-field.tsx'

interface Props {
  workspace: string
  /** The one that is looked at; otherwise its id is asked for. */
  conversation?: string
  /** Once it is gone and that was read. */
  onGone?: () => void
}

const id = '\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\s*'

/** A child wrote this: an operator deletes everything of that visitor at once, for a reason, and gets the receipt. */
export function DeleteChild({ workspace, conversation, onGone }: Props) {
  const [deleted, setDeleted] = useState<DeletionReceipt | null>(null)
  async function remove(form: FormData) {
    const which = conversation ?? String(form.get('conversation')).trim()
    const places = { workspace, conversation: which }
    setDeleted(await call('operatorDeleteChild', { places, body: { reason: reasonIn(form) } }))
  }
  return (
    <>
      <DialogButton
        dialog={close => (
          <FormDialog
            title={words.child.title}
            submit={words.child.submit}
            busy={words.deleting}
            tone="danger"
            onSubmit={form => remove(form).then(close)}
            onClose={close}
          >
            {error => (
              <>
                <p>{words.child.text}</p>
                {conversation === undefined && <WhichField error={error} />}
                <ReasonField hint={words.operator.law.reasonHint} error={error} />
              </>
            )}
          </FormDialog>
        )}
      >
        {words.child.button}
      </DialogButton>
      {deleted && (
        <Deleted
          deleted={deleted}
          onClose={() => {
            setDeleted(null)
            onGone?.()
          }}
        />
      )}
    </>
  )
}

function WhichField({ error }: { error: unknown }) {
  const { conversation, conversationHint, notAnId } = words.operator.law
  return (
    <TextField
      name="conversation"
      label={conversation}
      hint={conversationHint}
      pattern={id}
      title={notAnId}
      autocomplete="off"
      spellcheck={false}
      error={error}
      required
    />
  )
}
