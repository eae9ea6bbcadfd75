import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { withQuery } from '../lib/paths.ts'
import { Heading } from '../pieces/heading.tsx'
import { Await, Empty } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { Exports } from './exports.tsx'
import { Filters, type LogFilters } from './filters.tsx'
import { ConversationTable } from './table.tsx'

/** The conversation log. Filters and page stand in the address, so that Back and a bookmark find them again. */
export function Log({ query }: { query: URLSearchParams }) {
  const assistant = query.get('assistant') ?? undefined
  const day = query.get('day') ?? undefined
  const search = query.get('search') ?? undefined
  const cursor = query.get('cursor') ?? undefined
  const { state, again } = useLoad(
    signal => call('conversations', { query: { assistant, day, search, cursor }, signal }),
    [assistant, day, search, cursor],
  )
  const filters = { assistant, day, search }
  return (
    <>
      <Heading title={words.log.title}>
        {/* An export knows no search: it would hold more than is shown. */}
        {!search && <Exports assistant={assistant} day={day} />}
      </Heading>
      <p class="lead">{words.log.text}</p>
      <Filters key={`${assistant} ${day} ${search}`} {...filters} />
      <Await state={state} again={again} rows={8}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <Empty {...nothing({ ...filters, cursor })} />
            ) : (
              <ConversationTable conversations={items} />
            )}
            {(cursor || next) && (
              <nav class="pages" aria-label={words.log.caption}>
                {cursor && <a href={withQuery('/conversations', filters)}>{words.log.newest}</a>}
                {next && (
                  <a class="button" href={withQuery('/conversations', { ...filters, cursor: next })}>
                    {words.log.older}
                  </a>
                )}
              </nav>
            )}
          </>
        )}
      </Await>
    </>
  )
}

function nothing({ assistant, day, search, cursor }: LogFilters & { cursor: string | undefined }) {
  if (cursor) return words.log.emptyOlder
  return assistant || day || search ? words.log.emptyFiltered : words.log.empty
}
