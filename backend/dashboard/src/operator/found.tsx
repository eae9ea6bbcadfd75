import type { VNode } from 'preact'
import { useLoad } from '../lib/load.ts'
import { type Page, Pages } from '../pieces/pages.tsx'
import { Empty } from '../pieces/states.tsx'
import { Operated } from './gate.tsx'
import { OperatorSearch } from './search.tsx'

interface Props<Item> {
  /** Where it is looked at, and what for. */
  at: string
  query: URLSearchParams
  said: { search: string; searchHint: string; none: { title: string; text: string } }
  find: (
    query: { text: string | undefined; cursor: string | undefined },
    signal?: AbortSignal,
  ) => Promise<Page<Item>>
  table: (items: Item[], onChanged: () => void) => VNode
}

/** A search, and what it finds, by pages. */
export function Found<Item>({ at, query, said, find, table }: Props<Item>) {
  const text = query.get('text') ?? ''
  const page = (cursor?: string, signal?: AbortSignal) => find({ text: text || undefined, cursor }, signal)
  const { state, again } = useLoad(signal => page(undefined, signal), [text])
  return (
    <>
      <OperatorSearch key={text} at={at} label={said.search} hint={said.searchHint} text={text} />
      <Operated state={state} again={again} rows={6}>
        {first =>
          first.items.length === 0 ? (
            <Empty {...said.none} />
          ) : (
            <Pages first={first} more={cursor => page(cursor)}>
              {items => table(items, again)}
            </Pages>
          )
        }
      </Operated>
    </>
  )
}
