import type { WebhookEvent } from '@atavus/contract/workspace'
import { useId } from 'preact/hooks'
import { TextField } from '../pieces/field.tsx'
import { words } from '../words/words.ts'
import { events } from './events.ts'

interface Props {
  url?: string
  chosen?: readonly WebhookEvent[]
  /** Nothing was ticked in the last attempt. */
  missing: boolean
  error: unknown
}

/** Where happenings are told, and which. */
export function WebhookFields({ url = '', chosen = [], missing, error }: Props) {
  const { url: label, urlHint, events: legend, noEvent } = words.webhooks
  return (
    <>
      <TextField
        name="url"
        type="url"
        label={label}
        hint={urlHint}
        value={url}
        pattern="https?://.*"
        title="https://…"
        maxLength={2000}
        error={error}
        autocomplete="off"
        required
      />
      <fieldset class="field scopes">
        <legend>{legend}</legend>
        {events.map(event => (
          <EventBox key={event} event={event} checked={chosen.includes(event)} />
        ))}
        {missing && (
          <p class="problem" role="alert">
            {noEvent}
          </p>
        )}
      </fieldset>
    </>
  )
}

function EventBox({ event, checked }: { event: WebhookEvent; checked: boolean }) {
  const id = useId()
  const { name, text } = words.webhooks.about[event]
  return (
    <div class="check">
      <input
        type="checkbox"
        id={id}
        name="events"
        value={event}
        defaultChecked={checked}
        aria-describedby={`${id}-hint`}
      />
      <div>
        <label for={id}>
          {name} <code class="quiet">{event}</code>
        </label>
        <p class="hint" id={`${id}-hint`}>
          {text}
        </p>
      </div>
    </div>
  )
}

/** What a form with these fields says. */
export function webhookIn(form: FormData): { url: string; events: WebhookEvent[] } {
  const ticked = form.getAll('events')
  return {
    url: String(form.get('url')).trim(),
    events: events.filter(event => ticked.includes(event)),
  }
}
