import type { Account } from '@atavus/contract/account'
import { useEffect } from 'preact/hooks'
import { Gate } from '../frame/gate.tsx'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { forgetInvitation, keepInvitation, keptInvitation } from '../lib/invitation.ts'
import { useLoad } from '../lib/load.ts'
import { Refused } from '../lib/problem.ts'
import { useSubmit } from '../lib/submit.ts'
import { useToken } from '../lib/token.ts'
import { Heading } from '../pieces/heading.tsx'
import { Alert, Await } from '../pieces/states.tsx'
import { fill, words } from '../words/words.ts'
import { signOut } from './sign-out.ts'

/** What an invitation's link is for, and the way into it: at once, or by signing in or up first. */
export function Invitation() {
  const token = useToken() || keptInvitation()
  return (
    <Gate>
      <Heading title={words.invite.title} />
      {token ? <Seen key={token} token={token} /> : <p class="lead">{words.link.incomplete}</p>}
    </Gate>
  )
}

function Seen({ token }: { token: string }) {
  const { state, again } = useLoad(async () => {
    const seen = await call('seeInvitation', { body: { token } }).catch(forgetSpent)
    return { seen, account: await whoIsHere() }
  }, [token])
  useEffect(() => keepInvitation(token), [token])
  const spent =
    state.phase === 'failed' && state.error instanceof Refused && state.error.code === 'link_spent'
  if (spent)
    return (
      <>
        <Alert error={state.error} />
        <p>{words.invite.spent}</p>
        <p class="aside">
          <a href="/">{words.invite.toDashboard}</a>
        </p>
      </>
    )
  return (
    <Await state={state} again={again} rows={3}>
      {({ seen, account }) => <Offer token={token} seen={seen} account={account} />}
    </Await>
  )
}

interface OfferProps {
  token: string
  seen: Answer<'seeInvitation'>
  account: Account | null
}

function Offer({ token, seen, account }: OfferProps) {
  const told = words.invite
  return (
    <div class="stack">
      <dl class="facts">
        <dt>{words.nav.workspace}</dt>
        <dd>
          <bdi>{seen.workspace}</bdi>
        </dd>
        <dt>{words.nav.role}</dt>
        <dd>{words.roles[seen.role]}</dd>
        <dt>{told.for}</dt>
        <dd>{seen.email}</dd>
      </dl>
      {account === null ? (
        <SignedOut email={seen.email} />
      ) : account.email.toLowerCase() === seen.email.toLowerCase() ? (
        <Join token={token} workspace={seen.workspace} />
      ) : (
        <Other account={account} email={seen.email} />
      )}
    </div>
  )
}

function SignedOut({ email }: { email: string }) {
  return (
    <>
      <p>{fill(words.invite.signedOut, { email })}</p>
      <div class="actions">
        <a class="button primary" href="/sign-in?to=/invite">
          {words.signIn.submit}
        </a>
        <a class="button" href="/sign-up">
          {words.signIn.signUp}
        </a>
      </div>
    </>
  )
}

function Join({ token, workspace }: { token: string; workspace: string }) {
  const { submit, busy, error } = useSubmit(async () => {
    await call('acceptInvitation', { body: { token } })
    forgetInvitation()
    // A whole load: the page knows another workspace.
    location.assign('/')
  })
  return (
    <form class="stack" onSubmit={submit}>
      <Alert error={error} />
      <button type="submit" class="button primary wide" disabled={busy}>
        {fill(words.invite.join, { workspace })}
      </button>
      <a class="small" href="/" onClick={forgetInvitation}>
        {words.invite.later}
      </a>
    </form>
  )
}

/** The link was sent to one address: whoever else holds it is not who was meant. */
function Other({ account, email }: { account: Account; email: string }) {
  const { submit, busy, error } = useSubmit(() => signOut('/sign-in?to=/invite'))
  return (
    <form class="stack" onSubmit={submit}>
      <p class="note">
        {fill(words.invite.other, { username: account.username, own: account.email, email })}
      </p>
      <Alert error={error} />
      <div class="actions">
        <button type="submit" class="button" disabled={busy}>
          {words.nav.signOut}
        </button>
        <a class="button" href="/" onClick={forgetInvitation}>
          {words.invite.later}
        </a>
      </div>
    </form>
  )
}

function forgetSpent(refusal: unknown): never {
  if (refusal instanceof Refused && refusal.code === 'link_spent') forgetInvitation()
  throw refusal
}

async function whoIsHere(): Promise<Account | null> {
  try {
    return await call('account')
  } catch (refusal) {
    const nobody =
      refusal instanceof Refused && (refusal.code === 'unauthenticated' || refusal.code === 'token_expired')
    if (nobody) return null
    throw refusal
  }
}
