import { rights, roles } from '@atavus/contract/rights'
import { useAccount } from '../frame/signed.ts'
import { Icon } from '../pieces/icon.tsx'
import { Scrolled } from '../pieces/scrolled.tsx'
import { words } from '../words/words.ts'

/** What each role may do, read from where the backend reads it. */
export function RightsTable() {
  const { may, mayNot, right } = words.team
  const plans = useAccount()?.billing ?? false
  const shown = rights.owner.filter(one => plans || !one.startsWith('billing:'))
  return (
    <Scrolled label={words.team.roles}>
      <table class="grid">
        <thead>
          <tr>
            <th scope="col">{right}</th>
            {roles.map(role => (
              <th key={role} scope="col">
                {words.roles[role]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(one => (
            <tr key={one}>
              <th scope="row">{words.rights[one]}</th>
              {roles.map(role => (
                <td key={role}>
                  {rights[role].includes(one) ? <Icon name="done" /> : <span aria-hidden="true">–</span>}
                  <span class="unseen">{rights[role].includes(one) ? may : mayNot}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
