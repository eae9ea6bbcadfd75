import type { Answer } from '../lib/doors.ts'
import { number } from '../lib/format.ts'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { Who } from './who.tsx'

/** Who asked for what, and what came of it. */
export function RequestTable({ items }: { items: Answer<'apiLog'>['items'] }) {
  const { caption, request, status, ms, by, network, at } = words.logs.requests
  return (
    <table class="sheet happenings">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{request}</th>
          <th scope="col">{at}</th>
          <th scope="col">{by}</th>
          <th scope="col" class="figure">
            {status}
          </th>
          <th scope="col" class="figure">
            {ms}
          </th>
          <th scope="col">{network}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(item => (
          <tr key={item.id}>
            <th scope="row">
              <code class="route">
                <b>{item.method}</b> {item.route}
              </code>
            </th>
            <td data-label={at}>
              <Time iso={item.at} />
            </td>
            <td data-label={by}>
              <Who {...item.by} />
            </td>
            <td data-label={status} class="figure">
              <span class={item.status >= 400 ? 'warn' : undefined}>{item.status}</span>
            </td>
            <td data-label={ms} class="figure">
              {number(item.ms)} ms
            </td>
            <td data-label={network}>
              <code>{item.network}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
