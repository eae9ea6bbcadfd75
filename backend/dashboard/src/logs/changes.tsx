import type { Answer } from '../lib/doors.ts'
import { Icon } from '../pieces/icon.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { Who } from './who.tsx'

/** Who changed what. Where an operator had to say why, that is what stands out. */
export function ChangesTable({ items }: { items: Answer<'auditLog'>['items'] }) {
  const { caption, action, actions, by, at, target, reason, fields } = words.logs.changes
  return (
    <table class="sheet happenings">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{action}</th>
          <th scope="col">{at}</th>
          <th scope="col">{by}</th>
          <th scope="col">{target}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(item => (
          <tr key={item.id}>
            <th scope="row">
              {actions[item.action]}
              {item.fields.length > 0 && (
                <span class="address">
                  <span class="unseen">{fields}: </span>
                  {item.fields.join(', ')}
                </span>
              )}
              {item.reason && (
                <p class="reason">
                  <Icon name="eye" />
                  <span>
                    {reason}: <q>{item.reason}</q>
                  </span>
                </p>
              )}
            </th>
            <td data-label={at}>
              <Time iso={item.at} />
            </td>
            <td data-label={by}>
              <Who {...item.by} />
            </td>
            <td data-label={target}>{item.target ? <code class="id">{item.target}</code> : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
