import type { Egress } from '@atavus/contract/egress'
import type { z } from 'zod'
import { countryName, number } from '../lib/format.ts'
import { Time } from '../pieces/time.tsx'
import { fill, words } from '../words/words.ts'

type Left = z.infer<typeof Egress>

const place = (country: string | null): string =>
  country === null
    ? words.left.chosen
    : country === 'here'
      ? words.left.here
      : /^[A-Z]{2}$/.test(country)
        ? countryName(country)
        : country
const reason = (why: string): string => (words.left.why as Record<string, string>)[why] ?? why
const size = (bytes: number): string => fill(words.left.bytes, { bytes: number(bytes) })

/** Sums by recipient and reason. */
export function Sums({ sums }: Pick<Left, 'sums'>) {
  const said = words.left
  return (
    <table class="sheet happenings">
      <caption>{said.sums}</caption>
      <thead>
        <tr>
          <th scope="col">{said.recipient}</th>
          <th scope="col">{said.reason}</th>
          <th scope="col">{said.country}</th>
          <th scope="col" class="figure">
            {said.requests}
          </th>
          <th scope="col" class="figure">
            {said.out}
          </th>
          <th scope="col" class="figure">
            {said.refused}
          </th>
        </tr>
      </thead>
      <tbody>
        {sums.map(({ recipient, why, country, requests, refused, bytesOut }) => (
          <tr key={`${recipient} ${why} ${country}`}>
            <th scope="row">{recipient}</th>
            <td data-label={said.reason}>{reason(why)}</td>
            <td data-label={said.country}>{place(country)}</td>
            <td data-label={said.requests} class="figure">
              {number(requests)}
            </td>
            <td data-label={said.out} class="figure">
              {size(bytesOut)}
            </td>
            <td data-label={said.refused} class="figure">
              {number(refused)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Each request. */
export function Requests({ items }: Pick<Left, 'items'>) {
  const said = words.left
  return (
    <table class="sheet happenings">
      <caption class="unseen">{said.each}</caption>
      <thead>
        <tr>
          <th scope="col">{said.recipient}</th>
          <th scope="col">{said.at}</th>
          <th scope="col">{said.reason}</th>
          <th scope="col" class="figure">
            {said.out}
          </th>
          <th scope="col">{said.outcome}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ id, at, recipient, why, host, country, bytesOut, status, refused }) => (
          <tr key={id}>
            <th scope="row">
              {recipient}
              <span class="address">
                {host} · {place(country)}
              </span>
            </th>
            <td data-label={said.at}>
              <Time iso={at} />
            </td>
            <td data-label={said.reason}>{reason(why)}</td>
            <td data-label={said.out} class="figure">
              {size(bytesOut)}
            </td>
            <td data-label={said.outcome}>
              {refused ? (
                <span class="warn">{fill(said.ended, { code: refused })}</span>
              ) : (
                (status ?? said.open)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
