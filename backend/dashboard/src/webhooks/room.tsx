import type { Webhook } from '@atavus/contract/workspace'
import { useEffect } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Refused } from '../lib/problem.ts'
import { go } from '../lib/router.ts'
import { BackLink } from '../pieces/back-link.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Pages } from '../pieces/pages.tsx'
import { Await, Empty } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { DeliveryTable } from './deliveries.tsx'
import { TestButton, WebhookEntry } from './entry.tsx'
import { isUnderWay } from './trouble.ts'
import { Verifying } from './verifying.tsx'

/** One webhook with what was sent to it. */
export function WebhookRoom({ id }: { id: string }) {
  const { state, again } = useLoad(signal => one(id, signal), [id])
  return (
    <>
      <BackLink to="/webhooks" name={words.webhooks.toList} />
      <Await state={state} again={again} rows={6} page>
        {webhook => (
          <>
            <Heading title={words.webhooks.one} />
            <WebhookEntry
              webhook={webhook}
              onChanged={() => again()}
              onDeleted={() => go('/webhooks', { replace: true })}
              test={false}
            />
            <Deliveries webhook={webhook} />
            <Verifying />
          </>
        )}
      </Await>
    </>
  )
}

/** The contract lists webhooks, and shows none alone. */
async function one(id: string, signal: AbortSignal): Promise<Webhook> {
  const { items } = await call('webhooks', { signal })
  const found = items.find(webhook => webhook.id === id)
  if (!found) throw new Refused('not_found')
  return found
}

function Deliveries({ webhook: { id, url, disabled } }: { webhook: Webhook }) {
  const page = (cursor?: string, signal?: AbortSignal) =>
    call('deliveries', { places: { webhook: id }, query: { cursor }, ...(signal && { signal }) })
  const { state, again } = useLoad(signal => page(undefined, signal), [id])
  useEffect(() => {
    // What was just sent shows by itself whether it arrives.
    const now = new Date()
    const soon = state.phase === 'ready' && state.data.items.some(item => isUnderWay(item, now))
    const timer = soon ? setTimeout(again, 1000) : undefined
    return () => clearTimeout(timer)
  }, [state])
  const { sent, sentText, refresh, none } = words.webhooks
  return (
    <>
      <div class="bar over">
        <div>
          <h2>{sent}</h2>
          <p class="hint">{sentText}</p>
        </div>
        <div class="actions">
          {!disabled && <TestButton id={id} name={url} onSent={again} />}
          <button type="button" class="button small" onClick={again} disabled={state.phase === 'loading'}>
            {refresh}
          </button>
        </div>
      </div>
      <Await state={state} again={again} rows={4}>
        {first =>
          first.items.length === 0 ? (
            <Empty {...none} />
          ) : (
            <Pages first={first} more={cursor => page(cursor)}>
              {items => <DeliveryTable deliveries={items} />}
            </Pages>
          )
        }
      </Await>
    </>
  )
}
