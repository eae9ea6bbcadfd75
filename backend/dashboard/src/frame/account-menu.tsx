import { call } from '../lib/call.ts'
import { useSubmit } from '../lib/submit.ts'
import { Icon } from '../pieces/icon.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { useAccount } from './signed.ts'

/** Who is signed in, where, and the way out. The browser's own popover closes on Escape and on a click beside it. */
export function AccountMenu() {
  const account = useAccount()
  const { submit, busy, error } = useSubmit(async () => {
    await call('signOut')
    // A whole load: nothing of the session stays in this page's memory.
    location.assign(`/sign-in${location.search.includes('lang=') ? location.search : ''}`)
  })
  return (
    <div class="account">
      <button type="button" class="account-button" popovertarget="account-menu">
        <Icon name="account" />
        <span class="account-name">{account?.fullName ?? account?.username ?? words.nav.account}</span>
      </button>
      <div id="account-menu" popover="auto" class="account-menu">
        {account && (
          <dl>
            <dt>{words.nav.signedInAs}</dt>
            <dd>
              {account.username}
              <span class="quiet"> · {account.email}</span>
            </dd>
            <dt>{words.nav.workspace}</dt>
            <dd>{account.workspace.name}</dd>
            <dt>{words.nav.role}</dt>
            <dd>{words.roles[account.workspace.role]}</dd>
          </dl>
        )}
        <Alert error={error} />
        <form onSubmit={submit}>
          <button type="submit" class="button wide" disabled={busy}>
            {words.nav.signOut}
          </button>
        </form>
      </div>
    </div>
  )
}
