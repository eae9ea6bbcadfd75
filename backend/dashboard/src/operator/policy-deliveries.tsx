import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { Empty } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { fill, words } from '../words/words.ts'
import { Operated } from './gate.tsx'

interface Props {
  id: string
  version: number
  onClose: () => void
}

/** Whom a version was told, those first whom no mail has reached. */
export function PolicyDeliveries({ id, version, onClose }: Props) {
  const said = words.policies
  const { state, again } = useLoad(
    signal => call('policyDeliveries', { places: { version: id }, signal }),
    [id],
  )
  return (
    <Dialog title={fill(said.toldOf, { version })} onClose={onClose}>
      <Operated state={state} again={again} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty {...said.noDeliveries} />
          ) : (
            <table class="sheet happenings">
              <caption class="unseen">{fill(said.toldOf, { version })}</caption>
              <thead>
                <tr>
                  <th scope="col">{said.account}</th>
                  <th scope="col">{said.mail}</th>
                  <th scope="col">{said.read}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ account, email, mail, sentAt, readAt }) => (
                  <tr key={account}>
                    <th scope="row">
                      <bdi>{email}</bdi>
                    </th>
                    <td data-label={said.mail}>
                      {said.mails[mail]} {sentAt && <Time iso={sentAt} />}
                    </td>
                    <td data-label={said.read}>{readAt ? <Time iso={readAt} /> : said.unread}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Operated>
    </Dialog>
  )
}
