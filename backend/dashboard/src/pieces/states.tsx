import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { ToPlans } from '../billing/to-plans.tsx'
import type { Loaded } from '../lib/load.ts'
import { withQuery } from '../lib/paths.ts'
import { explain, Refused } from '../lib/problem.ts'
import { go } from '../lib/router.ts'
import { words } from '../words/words.ts'
import { useTitle } from './heading.tsx'
import { Icon } from './icon.tsx'

interface AwaitProps<T> {
  state: Loaded<T>
  again: () => void
  /** Holds the place while loading, so that nothing jumps. */
  rows?: number
  /** There is no title outside: the page itself is what is loaded. */
  page?: boolean
  children: (data: T) => ComponentChildren
}

/** Draws what was loaded, or a quiet place-holder, or why it could not be had. */
export function Await<T>({ state, again, rows = 3, page = false, children }: AwaitProps<T>) {
  if (state.phase === 'ready') return <div class="loaded">{children(state.data)}</div>
  if (state.phase === 'loading' && state.before === undefined) return <Waiting rows={rows} />
  if (state.phase === 'loading')
    return (
      <div class="loaded" aria-busy="true">
        {children(state.before as T)}
      </div>
    )
  if (isSignedOut(state.error)) return <ToSignIn />
  if (state.error instanceof Refused && state.error.code === 'not_found') return <Missing />
  return <Failed error={state.error} again={again} page={page} />
}

function Failed({ error, again, page }: { error: unknown; again: () => void; page: boolean }) {
  const Title = page ? 'h1' : 'h2'
  return (
    <div class="empty">
      <Title>{words.failed.title}</Title>
      <p role="alert">
        {explain(error)} <ToPlans error={error} />
      </p>
      <button type="button" class="button" onClick={again}>
        {words.tryAgain}
      </button>
    </div>
  )
}

/** Grey bars where text will be; they appear only when the wait is long enough to be noticed. */
export function Waiting({ rows }: { rows: number }) {
  return (
    <div class="waiting" role="status">
      <span class="unseen">{words.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div class="waiting-row" key={row} />
      ))}
    </div>
  )
}

/** An address that leads nowhere. */
export function Missing() {
  useTitle(words.missing.title)
  return (
    <div class="empty">
      <h1>{words.missing.title}</h1>
      <p>{words.missing.text}</p>
      <a class="button" href="/">
        {words.missing.home}
      </a>
    </div>
  )
}

/** A room with nothing in it yet: what will be here, and the way to it. */
export function Empty({
  title,
  text,
  children,
}: {
  title: string
  text: string
  children?: ComponentChildren
}) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      <p>{text}</p>
      {children && <div class="actions">{children}</div>}
    </div>
  )
}

/** Why something that a person asked for was refused; read out at once. */
export function Alert({ error }: { error: unknown }) {
  return (
    <div role="alert">
      {error ? (
        <p class="alert">
          <Icon name="warning" />
          <span>
            {explain(error)} <ToPlans error={error} />
          </span>
        </p>
      ) : null}
    </div>
  )
}

function ToSignIn() {
  useEffect(() => {
    go(withQuery('/sign-in', { to: location.pathname + location.search }), { replace: true, force: true })
  }, [])
  return <Waiting rows={3} />
}

function isSignedOut(error: unknown) {
  return error instanceof Refused && (error.code === 'unauthenticated' || error.code === 'token_expired')
}
