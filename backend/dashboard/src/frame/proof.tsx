import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { CodeField, isOfCode } from '../accounts/code-field.tsx'
import { call } from '../lib/call.ts'
import { Refused } from '../lib/problem.ts'
import { proveBy } from '../lib/proof.ts'
import { useSubmit } from '../lib/submit.ts'
import { TextField } from '../pieces/field.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { useAccount } from './signed.ts'

/** Asks for the password again whenever a door wants to know who holds the session. */
export function Proof() {
  const [answer, setAnswer] = useState<((proven: boolean) => void) | null>(null)
  useEffect(() => proveBy(() => new Promise(resolve => setAnswer(() => resolve))), [])
  if (!answer) return null
  return (
    <ProofDialog
      onEnd={proven => {
        setAnswer(null)
        answer(proven)
      }}
    />
  )
}

function ProofDialog({ onEnd }: { onEnd: (proven: boolean) => void }) {
  const id = useId()
  const account = useAccount()
  const dialog = useRef<HTMLDialogElement>(null)
  const proven = useRef(false)
  const [coded, setCoded] = useState(account?.secondFactor != null)
  const { submit, busy, error } = useSubmit(async form => {
    const code = String(form.get('code') ?? '').trim()
    try {
      await call('confirmSession', {
        body: { password: String(form.get('password')), ...(code && { code }) },
      })
    } catch (refusal) {
      if (refusal instanceof Refused && refusal.code === 'second_factor_required') setCoded(true)
      throw refusal
    }
    proven.current = true
    dialog.current?.close()
  })
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={() => onEnd(proven.current)}>
      <form onSubmit={submit}>
        <h2 id={id}>{words.proof.title}</h2>
        <p>{words.proof.text}</p>
        {/* Password managers find out from it whose password is meant. */}
        <input
          type="text"
          name="username"
          autocomplete="username"
          value={account?.username ?? ''}
          readOnly
          hidden
        />
        <TextField
          name="password"
          type="password"
          label={words.signIn.password}
          autocomplete="current-password"
          maxLength={1000}
          required
        />
        {coded && <CodeField error={error} />}
        <Alert error={isOfCode(error) ? null : error} />
        <div class="actions end">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {words.cancel}
          </button>
          <button type="submit" class="button primary" disabled={busy}>
            {busy ? words.proof.busy : words.proof.submit}
          </button>
        </div>
      </form>
    </dialog>
  )
}
