import type { Assistant } from '@atavus/contract/console'
import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { go } from '../lib/router.ts'
import { Confirm } from '../pieces/confirm.tsx'
import { Deleted, type DeletionReceipt } from '../pieces/deleted.tsx'
import { TextField } from '../pieces/field.tsx'
import { fill, words } from '../words/words.ts'

/** Deletes an assistant after its name was typed; the words say what goes with it. */
export function DeleteAssistant({ assistant }: { assistant: Assistant }) {
  const [asking, setAsking] = useState(false)
  const [deleted, setDeleted] = useState<DeletionReceipt | null>(null)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const { title, text, goes, type, mismatch, submit } = words.deleteAssistant

  async function remove(form: FormData) {
    const matches = String(form.get('confirmation')).trim() === assistant.name.trim()
    setProblem(matches ? undefined : mismatch)
    if (!matches) return
    setDeleted(await call('deleteAssistant', { places: { assistant: assistant.id } }))
    setAsking(false)
  }

  return (
    <>
      <div>
        <button type="button" class="button danger-quiet" onClick={() => setAsking(true)}>
          {words.settings.deleteButton}
        </button>
      </div>
      {asking && (
        <Confirm
          title={fill(title, { name: assistant.name })}
          submit={submit}
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          <p>{text}</p>
          <ul class="plain-list">
            {goes.map(item => (
              <li key={item}>{item}</li>
            ))}
          </ul>
          <TextField
            name="confirmation"
            label={fill(type, { name: assistant.name })}
            problem={problem}
            autocomplete="off"
            spellcheck={false}
            required
          />
        </Confirm>
      )}
      {deleted && (
        <Deleted deleted={deleted} onClose={() => go('/assistants', { replace: true, force: true })} />
      )}
    </>
  )
}
