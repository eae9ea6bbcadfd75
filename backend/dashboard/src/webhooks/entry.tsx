import type { Webhook } from '@atavus/contract/workspace'
import { call } from '../lib/call.ts'
import { go } from '../lib/router.ts'
import { useSubmit } from '../lib/submit.ts'
import { Entry } from '../pieces/entry.tsx'
import type { Fact } from '../pieces/facts.tsx'
import { Alert } from '../pieces/states.tsx'
import { SwitchButton } from '../pieces/switch-button.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { ChangeWebhook } from './change.tsx'
import { DeleteWebhook } from './delete.tsx'

interface Props {
  webhook: Webhook
  onChanged: () => void
  onDeleted: () => void
  /** Offers to send a test, and then leads to where it shows whether it arrived. */
  test: boolean
}

/** One webhook, and what can be done with it. */
export function WebhookEntry({ webhook, onChanged, onDeleted, test }: Props) {
  const { id, url, events, disabled } = webhook
  return (
    <Entry
      heading={test ? 'h3' : 'h2'}
      title={test ? <a href={`/webhooks/${id}`}>{url}</a> : url}
      state={disabled ? words.switch.isOff : null}
      facts={factsOf(webhook)}
      more={
        <ul class="chips" aria-label={words.webhooks.events}>
          {events.map(event => (
            <li key={event} class="chip">
              {words.webhooks.about[event].name}
            </li>
          ))}
        </ul>
      }
    >
      <SwitchButton
        off={disabled}
        name={url}
        onSwitch={async () => {
          await call('changeWebhook', { places: { webhook: id }, body: { disabled: !disabled } })
          onChanged()
        }}
      />
      {test && !disabled && <TestButton id={id} name={url} onSent={() => go(`/webhooks/${id}`)} />}
      <ChangeWebhook webhook={webhook} onChanged={onChanged} />
      <DeleteWebhook webhook={webhook} onDeleted={onDeleted} />
    </Entry>
  )
}

function factsOf({ createdAt, last }: Webhook): Fact[] {
  const { made, last: label, lastOk, lastFailed, neverSent } = words.webhooks
  return [
    [made, <Time iso={createdAt} only="day" />],
    [
      label,
      last ? (
        <>
          <span class={last.ok ? undefined : 'warn'}>{last.ok ? lastOk : lastFailed}</span>
          <span class="quiet">
            {' · '}
            <Time iso={last.at} />
          </span>
        </>
      ) : (
        neverSent
      ),
    ],
  ]
}

/** Sends something to see whether it arrives. */
export function TestButton({ id, name, onSent }: { id: string; name: string; onSent: () => void }) {
  const { submit, busy, error } = useSubmit(async () => {
    await call('testWebhook', { places: { webhook: id } })
    onSent()
  })
  const { test, testing } = words.webhooks
  return (
    <form onSubmit={submit} class="inline-form">
      <button type="submit" class="button small" aria-label={`${test}: ${name}`} disabled={busy}>
        {busy ? testing : test}
      </button>
      <Alert error={error} />
    </form>
  )
}
