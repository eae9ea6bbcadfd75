import type { Usage } from '@atavus/contract/workspace'
import { useAccount, useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { useLoad } from '../lib/load.ts'
import { Pages } from '../pieces/pages.tsx'
import { Await } from '../pieces/states.tsx'
import { count, fill, words } from '../words/words.ts'
import type { Span } from './span.ts'
import { TraceTable } from './trace-table.tsx'

type Traced = Answer<'tracedUsage'>

interface Props {
  usage: Usage
  span: Span
  assistant: string | undefined
}

/** Which conversations the figures above come from, and how much of them no conversation is left for. */
export function Trace({ usage: { items }, span, assistant }: Props) {
  const may = useMay()
  const billing = useAccount()?.billing ?? false
  const page = (cursor?: string, signal?: AbortSignal) =>
    call('tracedUsage', { query: { ...span, assistant, cursor }, ...(signal && { signal }) })
  const { state, again } = useLoad(signal => page(undefined, signal), [span.from, span.to, assistant])
  const names = new Map(
    items.flatMap(item => (item.assistant ? [[item.assistant.id, item.assistant.name]] : [])),
  )
  return (
    <section class="trace">
      <h2>{words.usage.trace.title}</h2>
      <p class="hint">{words.usage.trace.text}</p>
      <Await state={state} again={again} rows={5}>
        {first => (
          <>
            {first.items.length > 0 && (
              <Pages first={first} more={page}>
                {found => (
                  <TraceTable
                    items={found}
                    names={names}
                    linked={may('conversations:read')}
                    billing={billing}
                  />
                )}
              </Pages>
            )}
            <Rest traced={first} />
          </>
        )}
      </Await>
    </section>
  )
}

/** What is not in the table, in a sentence. */
function Rest({ traced: { items, gone } }: { traced: Traced }) {
  const tokens = count(words.units.tokens, gone.tokensIn + gone.tokensOut)
  if (gone.messages > 0) return <p>{fill(count(words.usage.trace.gone, gone.messages), { tokens })}</p>
  return items.length === 0 ? <p class="hint">{words.usage.trace.empty}</p> : null
}
