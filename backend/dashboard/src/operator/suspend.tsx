import type { Body } from '../lib/doors.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { fill, words } from '../words/words.ts'
import { ReasonField, reasonIn } from './reason-field.tsx'

interface Props {
  name: string
  suspended: boolean
  /** What is cut. */
  text: string
  onSuspend: (body: Body<'suspendAccount'>) => Promise<void>
}

/** Suspends an account or a workspace, or lets it go on; either for a reason. */
export function SuspendButton({ name, suspended, text, onSuspend }: Props) {
  const said = suspended ? words.operator.resume : words.operator.suspend
  const title = fill(said.title, { name })
  return (
    <DialogButton
      tone="small"
      label={title}
      dialog={close => (
        <FormDialog
          title={title}
          submit={said.submit}
          busy={said.busy}
          tone={suspended ? 'primary' : 'danger'}
          onSubmit={form => onSuspend({ suspended: !suspended, reason: reasonIn(form) }).then(close)}
          onClose={close}
        >
          {error => (
            <>
              {!suspended && <p>{text}</p>}
              <ReasonField hint={words.operator.reasonKept} error={error} />
            </>
          )}
        </FormDialog>
      )}
    >
      {said.button}
    </DialogButton>
  )
}
