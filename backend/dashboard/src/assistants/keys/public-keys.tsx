import type { Assistant } from '@atavus/contract/console'
import { useState } from 'preact/hooks'
import { useMay } from '../../frame/signed.ts'
import { call } from '../../lib/call.ts'
import { useLoad } from '../../lib/load.ts'
import { useSubmit } from '../../lib/submit.ts'
import { TextField } from '../../pieces/field.tsx'
import { Alert, Await } from '../../pieces/states.tsx'
import { fill, words } from '../../words/words.ts'
import { PublicKeyEntry } from './public-key.tsx'

/** The keys for script tags: each site can have one of its own, to be switched off without the others. */
export function PublicKeys({ assistant }: { assistant: Assistant }) {
  const may = useMay()
  const places = { assistant: assistant.id }
  const { state, again } = useLoad(signal => call('publicKeys', { places, signal }), [assistant.id])
  return (
    <>
      <Await state={state} again={again} rows={2}>
        {({ items }) => (
          <ul class="entries">
            {items.map(key => (
              <li key={key.id}>
                <PublicKeyEntry
                  assistant={assistant}
                  publicKey={key}
                  only={items.length === 1}
                  onChanged={again}
                />
              </li>
            ))}
          </ul>
        )}
      </Await>
      {may('assistants:write') && <MakePublicKey id={assistant.id} onMade={again} />}
    </>
  )
}

function MakePublicKey({ id, onMade }: { id: string; onMade: () => void }) {
  const [said, setSaid] = useState('')
  const { submit, busy, error } = useSubmit(async (form, element) => {
    const label = String(form.get('label')).trim()
    await call('makePublicKey', { places: { assistant: id }, body: { label } })
    element.reset()
    setSaid(fill(words.publicKeys.made, { label }))
    onMade()
  })
  const { newLabel, make } = words.publicKeys
  return (
    <>
      <form class="add-contact" onSubmit={submit}>
        <TextField name="label" label={newLabel} maxLength={80} error={error} autocomplete="off" required />
        <button type="submit" class="button" disabled={busy}>
          {make}
        </button>
        <Alert error={error} />
      </form>
      <p class="hint" role="status">
        {said}
      </p>
    </>
  )
}
