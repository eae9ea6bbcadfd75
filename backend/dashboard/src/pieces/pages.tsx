import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useSubmit } from '../lib/submit.ts'
import { words } from '../words/words.ts'
import { Alert } from './states.tsx'

export interface Page<T> {
  items: T[]
  next: string | null
}

interface Props<T> {
  first: Page<T>
  /** Fetches the page that goes on from there. */
  more: (cursor: string) => Promise<Page<T>>
  children: (items: T[]) => ComponentChildren
}

/** A list that came in part: what is there, and a button for what follows. */
export function Pages<T>({ first, more, children }: Props<T>) {
  const [{ items, next }, setPage] = useState(first)
  useEffect(() => setPage(first), [first])
  const { submit, busy, error } = useSubmit(async () => {
    if (next === null) return
    const page = await more(next)
    setPage({ items: [...items, ...page.items], next: page.next })
  })
  return (
    <>
      {children(items)}
      <Alert error={error} />
      {next !== null && (
        <form class="more" onSubmit={submit}>
          <button type="submit" class="button" disabled={busy}>
            {busy ? words.loading : words.showMore}
          </button>
        </form>
      )}
    </>
  )
}
