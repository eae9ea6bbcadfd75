import type { Account } from '@atavus/contract/account'
import { call } from '../lib/call.ts'
import { useSubmit } from '../lib/submit.ts'
import { Icon } from '../pieces/icon.tsx'
import { Alert } from '../pieces/states.tsx'
import { fill, words } from '../words/words.ts'
import { useSigned } from './signed.ts'

/** Above every room, until it is read: a version of the privacy policy that changed something significant. */
export function PolicyChange({ policy }: { policy: NonNullable<Account['policy']> }) {
  const { again } = useSigned()
  const said = words.policyChange
  const { submit, busy, error } = useSubmit(async () => {
    await call('readPolicy', { body: { version: policy.version } })
    again()
    // The button goes with the line; whoever came by keyboard goes on at the room.
    document.getElementById('content')?.focus()
  })
  return (
    <form class="callout plan-notice policy-change" onSubmit={submit}>
      <Icon name="privacy" />
      <span>
        {fill(said.text, { summary: policy.summary })}{' '}
        <a href={`/privacy/${policy.hash}`} rel="external">
          {said.read}
        </a>
      </span>
      <button type="submit" class="button small" disabled={busy}>
        {said.done}
      </button>
      <Alert error={error} />
    </form>
  )
}
