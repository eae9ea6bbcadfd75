import type { ComponentChildren } from 'preact'
import { useLoad } from '../lib/load.ts'
import { Pages } from '../pieces/pages.tsx'
import { Await, Empty } from '../pieces/states.tsx'
import { words } from '../words/words.ts'

/** What a page of a log is asked with. */
interface Ask {
  query: { cursor?: string }
  signal?: AbortSignal
}

interface Props<T> {
  page: (ask: Ask) => Promise<{ items: T[]; next: string | null }>
  /** Draws it while it loads and when it cannot be had. */
  within?: typeof Await
  children: (items: T[]) => ComponentChildren
}

/** A log, the newest first, page by page. */
export function LogPages<T>({ page, within: Within = Await, children }: Props<T>) {
  const { state, again } = useLoad(signal => page({ query: {}, signal }), [])
  return (
    <Within state={state} again={again} rows={8}>
      {(first: { items: T[]; next: string | null }) =>
        first.items.length === 0 ? (
          <Empty {...words.logs.empty} />
        ) : (
          <Pages first={first} more={cursor => page({ query: { cursor } })}>
            {children}
          </Pages>
        )
      }
    </Within>
  )
}
