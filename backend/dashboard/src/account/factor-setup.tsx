import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { explain, Refused } from '../lib/problem.ts'
import { useSubmit } from '../lib/submit.ts'
import { CopyButton } from '../pieces/copy.tsx'
import { TextField } from '../pieces/field.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { QrCode } from './qr-code.tsx'
import { inGroups } from './qr-path.ts'

interface Props {
  offer: Answer<'offerFactor'>
  onCodes: (codes: readonly string[]) => void
  onCancel: () => void
}

/** Takes a new secret into an authenticator, and proves by a code of it that it arrived. */
export function FactorSetup({ offer, onCodes, onCancel }: Props) {
  const told = words.account.factor
  const { submit, busy, error } = useSubmit(async form => {
    const code = String(form.get('code')).trim()
    onCodes((await call('confirmFactor', { body: { code } })).codes)
  })
  const wrong = error instanceof Refused && error.code === 'second_factor_wrong'
  return (
    <ol class="setup">
      <li class="stack">
        <h3>{told.scan}</h3>
        <QrCode text={offer.uri} label={told.qr} />
        <p class="hint">{told.byHand}</p>
        <div class="secret-text">
          <code>{inGroups(offer.secret)}</code>
          <CopyButton text={offer.secret} label={told.copySecret} />
        </div>
      </li>
      <li>
        <form class="stack" onSubmit={submit}>
          <h3>{told.prove}</h3>
          <TextField
            name="code"
            label={words.code.authenticator.label}
            hint={told.proveHint}
            problem={wrong ? explain(error) : undefined}
            autocomplete="one-time-code"
            inputMode="numeric"
            minLength={6}
            maxLength={10}
            required
          />
          <Alert error={wrong ? null : error} />
          <div class="actions">
            <button type="submit" class="button primary" disabled={busy}>
              {told.turnOn}
            </button>
            <button type="button" class="button" onClick={onCancel}>
              {words.cancel}
            </button>
          </div>
        </form>
      </li>
    </ol>
  )
}
