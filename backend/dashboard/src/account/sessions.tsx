import type { SessionSummary } from '@atavus/contract/account'
import { signOut } from '../accounts/sign-out.ts'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { useSubmit } from '../lib/submit.ts'
import { Section } from '../pieces/section.tsx'
import { Alert, Await } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { fill, words } from '../words/words.ts'

/** Where the account is signed in; each place can be left from here. */
export function Sessions() {
  const told = words.account.sessions
  const { state, again } = useLoad(signal => call('sessions', { signal }), [])
  return (
    <Section title={told.title} text={told.text}>
      <Await state={state} again={again} rows={3}>
        {({ items }) => (
          <>
            <ul class="sessions">
              {items.map(session => (
                <li key={session.id}>
                  <Session session={session} onEnded={again} />
                </li>
              ))}
            </ul>
            {items.length > 1 && <EndOthers onEnded={again} />}
          </>
        )}
      </Await>
    </Section>
  )
}

function Session({ session, onEnded }: { session: SessionSummary; onEnded: () => void }) {
  const told = words.account.sessions
  const name = nameOf(session)
  const { submit, busy, error } = useSubmit(async () => {
    if (session.present) return signOut('/sign-in')
    await call('endSession', { places: { session: session.id } })
    onEnded()
  })
  return (
    <article class="session">
      <div>
        <h3>
          <bdi>{name}</bdi>
          {session.present && <span class="tag">{told.present}</span>}
          {session.device !== null && <span class="tag">{told.extension}</span>}
        </h3>
        <p class="hint">
          {session.workspace !== null && (
            <>
              {told.workspace} <bdi>{session.workspace}</bdi> ·{' '}
            </>
          )}
          {told.since} <Time iso={session.createdAt} />
        </p>
        <p class="hint">
          {told.used} <Time iso={session.lastUsedAt} /> · {told.until}{' '}
          <Time iso={session.expiresAt} only="day" />
        </p>
      </div>
      <form onSubmit={submit}>
        <button
          type="submit"
          class="button small"
          disabled={busy}
          {...(!session.present && { 'aria-label': fill(told.endOf, { name }) })}
        >
          {session.present ? words.nav.signOut : told.end}
        </button>
      </form>
      <Alert error={error} />
    </article>
  )
}

function EndOthers({ onEnded }: { onEnded: () => void }) {
  const { submit, busy, error } = useSubmit(async () => {
    await call('endOtherSessions')
    onEnded()
  })
  return (
    <form class="stack" onSubmit={submit}>
      <Alert error={error} />
      <div class="actions">
        <button type="submit" class="button danger-quiet" disabled={busy}>
          {words.account.sessions.endOthers}
        </button>
      </div>
    </form>
  )
}

function nameOf({ device, browser, system }: SessionSummary) {
  const { unknown, on } = words.account.sessions
  if (device !== null) return device
  if (browser && system) return fill(on, { browser, system })
  return browser ?? system ?? unknown
}
