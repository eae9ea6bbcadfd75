import type { MaskedTrial } from '@atavus/contract/console'
import { words } from '../words/words.ts'

/** What each placeholder stands for. */
export function Placeholders({ masked }: { masked: MaskedTrial['masked'] }) {
  const { caption, placeholder, kind, value } = words.leaves.placeholders
  return (
    <table class="sheet">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{placeholder}</th>
          <th scope="col">{kind}</th>
          <th scope="col">{value}</th>
        </tr>
      </thead>
      <tbody>
        {masked.map(one => (
          <tr key={one.placeholder}>
            <th scope="row">
              <mark>{one.placeholder}</mark>
            </th>
            <td data-label={kind}>{words.kinds[one.kind]}</td>
            <td data-label={value}>{one.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
