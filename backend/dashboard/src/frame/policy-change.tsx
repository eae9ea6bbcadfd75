import type { Account } from '@atavus/contract/account'
import { call } from '../lib/call.ts'
import { Icon } from '../pieces/icon.tsx'
import { fill, words } from '../words/words.ts'
import { useSigned } from './signed.ts'

/** Above every room, until it is read: a version of the privacy policy that changed something significant. */
export function PolicyChange({ policy }: { policy: NonNullable<Account['policy']> }) {
  const { again } = useSigned()
  const said = words.policyChange
  async function read() {
    await call('readPolicy', { body: { version: policy.version } })
    again()
    // The button goes with the line; whoever came by keyboard goes on at the room.
    document.getElementById('content')?.focus()
  }
  return (
    <div class="callout plan-notice" role="status">
      <Icon name="privacy" />
      <span>
        {fill(said.text, { summary: policy.summary })}{' '}
        <a href={`/privacy/${policy.hash}`} rel="external">
          {said.read}
        </a>
      </span>
      <button type="button" class="button small" onClick={() => void read()}>
        {said.done}
      </button>
    </div>
  )
}
