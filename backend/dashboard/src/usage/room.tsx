import { useAccount } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Heading } from '../pieces/heading.tsx'
import { Await } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { UsageFilters } from './filters.tsx'
import { Report } from './report.tsx'
import { dayIn, spanOf } from './span.ts'

/** What the workspace used, by day. The span and the assistant stand in the address. */
export function UsageRoom({ query }: { query: URLSearchParams }) {
  const timeZone = useAccount()?.workspace.timeZone ?? 'UTC'
  const span = spanOf(query, dayIn(timeZone, new Date()))
  const assistant = query.get('assistant') ?? undefined
  const { state, again } = useLoad(
    signal => call('usage', { query: { ...span, assistant }, signal }),
    [span.from, span.to, assistant],
  )
  return (
    <>
      <Heading title={words.usage.title} />
      <p class="lead">{words.usage.text}</p>
      <UsageFilters key={`${query}`} query={query} span={span} assistant={assistant} />
      <Await state={state} again={again} rows={6}>
        {usage => <Report usage={usage} span={span} oneOnly={assistant !== undefined} />}
      </Await>
    </>
  )
}
