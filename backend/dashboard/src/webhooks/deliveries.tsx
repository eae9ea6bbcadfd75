import type { Delivery } from '@atavus/contract/workspace'
import { number } from '../lib/format.ts'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { troubleOf } from './trouble.ts'

/** What was sent, or is still to be; the body of each on demand. */
export function DeliveryTable({ deliveries }: { deliveries: Delivery[] }) {
  const { event, at, state, attempts, answer, next } = words.webhooks.delivery
  return (
    <table class="sheet happenings">
      <caption class="unseen">{words.webhooks.sent}</caption>
      <thead>
        <tr>
          <th scope="col">{event}</th>
          <th scope="col">{at}</th>
          <th scope="col">{state}</th>
          <th scope="col" class="figure">
            {attempts}
          </th>
          <th scope="col">{answer}</th>
          <th scope="col">{next}</th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map(delivery => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
      </tbody>
    </table>
  )
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const said = words.webhooks.delivery
  const { event, at, state, attempts, nextAt, body } = delivery
  return (
    <tr>
      <th scope="row">
        <code>{event}</code>
        <details class="body">
          <summary>{said.body}</summary>
          <pre>{body}</pre>
        </details>
      </th>
      <td data-label={said.at}>
        <Time iso={at} />
      </td>
      <td data-label={said.state}>
        <span class={`delivery is-${state}`}>{said.states[state]}</span>
      </td>
      <td data-label={said.attempts} class="figure">
        {number(attempts)}
      </td>
      <td data-label={said.answer}>{troubleOf(delivery)}</td>
      <td data-label={said.next}>{nextAt ? <Time iso={nextAt} /> : said.noNext}</td>
    </tr>
  )
}
