import { useAccount } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { calendarDay } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { Heading } from '../pieces/heading.tsx'
import { Await } from '../pieces/states.tsx'
import { count, fill, words } from '../words/words.ts'
import { UsageExports } from './exports.tsx'
import { UsageFilters } from './filters.tsx'
import { Report } from './report.tsx'
import { dayIn, longest, longestFile, spanOf } from './span.ts'
import { Trace } from './trace.tsx'

/** What the workspace used, by day. The span and the assistant stand in the address. */
export function UsageRoom({ query }: { query: URLSearchParams }) {
  const timeZone = useAccount()?.workspace.timeZone ?? 'UTC'
  const today = dayIn(timeZone, new Date())
  const span = spanOf(query, today)
  const whole = spanOf(query, today, longestFile)
  const assistant = query.get('assistant') ?? undefined
  const { state, again } = useLoad(
    signal => call('usage', { query: { ...span, assistant }, signal }),
    [span.from, span.to, assistant],
  )
  return (
    <>
      <Heading title={words.usage.title}>
        <UsageExports span={whole} assistant={assistant} />
      </Heading>
      <p class="lead">{words.usage.text}</p>
      <UsageFilters key={`${query}`} query={query} span={span} assistant={assistant} />
      {whole.from !== span.from && (
        <p class="callout">{fill(count(words.usage.cut, longest), { from: calendarDay(whole.from) })}</p>
      )}
      <Await state={state} again={again} rows={6}>
        {usage => (
          <>
            <Report usage={usage} span={span} oneOnly={assistant !== undefined} />
            {usage.items.length > 0 && <Trace usage={usage} span={span} assistant={assistant} />}
          </>
        )}
      </Await>
    </>
  )
}
