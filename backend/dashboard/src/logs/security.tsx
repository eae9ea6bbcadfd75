import type { Answer } from '../lib/doors.ts'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'

/** What happened at the doors. */
export function SecurityTable({ items }: { items: Answer<'securityLog'>['items'] }) {
  const { caption, event, at, account, address, addressGone, gone } = words.logs.security
  return (
    <table class="sheet happenings">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{event}</th>
          <th scope="col">{at}</th>
          <th scope="col">{account}</th>
          <th scope="col">{address}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(item => (
          <tr key={item.id}>
            <th scope="row">
              {words.account.events[item.event]}
              {item.detail && (
                <span class="address">
                  <code>{item.detail}</code>
                </span>
              )}
            </th>
            <td data-label={at}>
              <Time iso={item.at} />
            </td>
            <td data-label={account}>{item.account ? (item.account.username ?? gone) : '–'}</td>
            <td data-label={address}>
              {item.address ? <code>{item.address}</code> : <span class="quiet">{addressGone}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
