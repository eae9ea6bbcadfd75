import type { Account } from '@atavus/contract/account'
import { signOut } from '../accounts/sign-out.ts'
import { call } from '../lib/call.ts'
import { keepLanguage } from '../lib/paths.ts'
import { useSubmit } from '../lib/submit.ts'
import { Avatar } from '../pieces/avatar.tsx'
import { Icon } from '../pieces/icon.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { useAccount } from './signed.ts'

const menu = 'account-menu'

/** Who is signed in, where, and the way out. The browser's own popover closes on Escape and on a click beside it. */
export function AccountMenu() {
  const account = useAccount()
  const { submit, busy, error } = useSubmit(() => signOut('/sign-in'))
  return (
    <div class="account">
      <button type="button" class="account-button" popovertarget={menu}>
        {account ? <Avatar {...account} /> : <Icon name="account" />}
        <span class="account-name">{account?.fullName ?? account?.username ?? words.nav.account}</span>
      </button>
      <div id={menu} popover="auto" class="account-menu">
        {account && <Who account={account} />}
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

function Who({ account }: { account: Account }) {
  return (
    <>
      <dl>
        <dt>{words.nav.signedInAs}</dt>
        <dd>
          {account.username}
          <span class="quiet"> · {account.email}</span>
        </dd>
        <dt>{words.nav.role}</dt>
        <dd>{words.roles[account.workspace.role]}</dd>
        {account.workspaces.length < 2 && (
          <>
            <dt>{words.nav.workspace}</dt>
            <dd>{account.workspace.name}</dd>
          </>
        )}
      </dl>
      {account.workspaces.length > 1 && <Workspaces account={account} />}
      <a class="button wide" href="/account" onClick={() => document.getElementById(menu)?.hidePopover()}>
        {words.nav.toAccount}
      </a>
    </>
  )
}

/** The workspaces that the account belongs to; another one is another load of the page. */
function Workspaces({ account }: { account: Account }) {
  const { submit, busy, error } = useSubmit(async form => {
    await call('enterWorkspace', { body: { workspace: String(form.get('workspace')) } })
    location.assign(keepLanguage('/', location.search))
  })
  return (
    <form class="workspaces" onSubmit={submit}>
      <label for="workspace">{words.nav.workspace}</label>
      <select id="workspace" name="workspace">
        {account.workspaces.map(({ id, name, role }) => (
          <option key={id} value={id} selected={id === account.workspace.id}>
            {name} ({words.roles[role]})
          </option>
        ))}
      </select>
      <Alert error={error} />
      <button type="submit" class="button" disabled={busy}>
        {words.nav.enter}
      </button>
    </form>
  )
}
