import { useState } from 'preact/hooks'
import { PlanGoes } from '../billing/goes.tsx'
import { useAccount } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { Confirm } from '../pieces/confirm.tsx'
import { Deleted, type DeletionReceipt } from '../pieces/deleted.tsx'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { TextField } from '../pieces/field.tsx'
import { fill, words } from '../words/words.ts'

/** Deletes the workspace after its name was typed; the words say what goes with it. */
export function DeleteWorkspace() {
  const name = useAccount()?.workspace.name ?? ''
  const [deleted, setDeleted] = useState<DeletionReceipt | null>(null)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const { button, title, text, goes, type, mismatch } = words.deleteWorkspace

  /** Whether it is gone. */
  async function remove(form: FormData): Promise<boolean> {
    const typed = String(form.get('confirmation')).trim()
    setProblem(typed === name.trim() ? undefined : mismatch)
    if (typed !== name.trim()) return false
    setDeleted(await call('deleteWorkspace', { body: { name } }))
    return true
  }

  return (
    <div>
      <DialogButton
        tone="danger-quiet"
        dialog={close => (
          <Confirm
            title={fill(title, { name })}
            submit={words.deleteAssistant.submit}
            onConfirm={form => remove(form).then(gone => gone && close())}
            onClose={close}
          >
            <p>{text}</p>
            <ul class="plain-list">
              {goes.map(item => (
                <li key={item}>{item}</li>
              ))}
            </ul>
            <PlanGoes />
            <TextField
              name="confirmation"
              label={fill(type, { name })}
              problem={problem}
              autocomplete="off"
              spellcheck={false}
              required
            />
          </Confirm>
        )}
      >
        {button}
      </DialogButton>
      {/* A whole load: nothing of the workspace stays in this page's memory. */}
      {deleted && <Deleted deleted={deleted} onClose={() => location.assign('/')} />}
    </div>
  )
}
