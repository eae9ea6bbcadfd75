import type { Webhook } from '@atavus/contract/workspace'
import { useState } from 'preact/hooks'
import { Developers } from '../developers/developers.tsx'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { useLoad } from '../lib/load.ts'
import { SecretOnce } from '../pieces/secret.tsx'
import { Await, Empty } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { WebhookEntry } from './entry.tsx'
import { MakeWebhook } from './make.tsx'
import { Verifying } from './verifying.tsx'

type Made = Answer<'makeWebhook'>

/** The workspace's webhooks. */
export function Webhooks() {
  const { state, again } = useLoad(signal => call('webhooks', { signal }), [])
  const [made, setMade] = useState<Made | null>(null)
  function show(webhook: Made) {
    setMade(webhook)
    again()
  }
  return (
    <Developers present="/webhooks">
      <Await state={state} again={again} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty {...words.webhooks.empty}>
              <MakeWebhook onMade={show} />
            </Empty>
          ) : (
            <WebhookList webhooks={items} onMade={show} onChanged={again} />
          )
        }
      </Await>
      {made && (
        <SecretOnce
          title={words.webhooks.madeTitle}
          label={words.webhooks.secret}
          secret={made.secret}
          onKept={() => setMade(null)}
        />
      )}
    </Developers>
  )
}

interface ListProps {
  webhooks: Webhook[]
  onMade: (made: Made) => void
  onChanged: () => void
}

function WebhookList({ webhooks, onMade, onChanged }: ListProps) {
  return (
    <>
      <div class="bar">
        <p class="lead">{words.webhooks.lead}</p>
        <MakeWebhook onMade={onMade} />
      </div>
      <h2 class="unseen">{words.webhooks.listed}</h2>
      <ul class="entries">
        {webhooks.map(webhook => (
          <li key={webhook.id}>
            <WebhookEntry webhook={webhook} onChanged={onChanged} onDeleted={onChanged} test />
          </li>
        ))}
      </ul>
      <Verifying />
    </>
  )
}
