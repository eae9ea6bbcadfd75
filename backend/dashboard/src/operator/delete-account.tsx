import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { Deleted, type DeletionReceipt } from '../pieces/deleted.tsx'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { fill, words } from '../words/words.ts'
import { ReasonField, reasonIn } from './reason-field.tsx'

interface Props {
  account: Answer<'operatedAccounts'>['items'][number]
  /** Once it is gone and that was read. */
  onGone: () => void
}

/** Deletes somebody's account, because it is a child's or because they asked, with the workspaces that are theirs alone. */
export function DeleteAccount({ account, onGone }: Props) {
  const said = words.operator.accounts.delete
  const { id, username, alone } = account
  const title = fill(said.title, { name: username })
  const [deleted, setDeleted] = useState<DeletionReceipt | null>(null)
  async function remove(form: FormData) {
    const why = form.get('why') === 'child' ? 'child' : 'asked'
    const body = { why, reason: reasonIn(form), workspaces: alone.map(({ id }) => id) } as const
    setDeleted(await call('operatorDeleteAccount', { places: { account: id }, body }))
  }
  return (
    <>
      <DialogButton
        tone="small"
        label={title}
        dialog={close => (
          <FormDialog
            title={title}
            submit={words.deleteAssistant.submit}
            busy={words.deleting}
            tone="danger"
            onSubmit={form => remove(form).then(close)}
            onClose={close}
          >
            {error => (
              <>
                <p>{said.text}</p>
                {alone.length > 0 && <Along alone={alone} />}
                <Why />
                <ReasonField hint={said.reasonHint} error={error} />
              </>
            )}
          </FormDialog>
        )}
      >
        {words.deleteAsk}
      </DialogButton>
      {deleted && <Deleted deleted={deleted} onClose={onGone} />}
    </>
  )
}

function Along({ alone }: { alone: Props['account']['alone'] }) {
  return (
    <div>
      <p>{words.operator.accounts.delete.along}</p>
      <ul class="plain-list">
        {alone.map(({ id, name }) => (
          <li key={id}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Why() {
  const said = words.operator.accounts.delete
  return (
    <fieldset class="field choices">
      <legend>{said.why}</legend>
      {(['child', 'asked'] as const).map(why => (
        <label key={why} class="choice">
          <input type="radio" name="why" value={why} required />
          {said.whys[why]}
        </label>
      ))}
    </fieldset>
  )
}
