import type { Billing, Interval } from '@atavus/contract/billing'
import { useState } from 'preact/hooks'
import { useMay } from '../frame/signed.ts'
import { fill, words } from '../words/words.ts'
import { OfferCard } from './offer.tsx'
import { inTheWay, type Offer } from './offers.ts'

const intervals: readonly Interval[] = ['month', 'year']

interface Props {
  offers: readonly Offer[]
  billing: Billing
}

/** The plans side by side, paid by the month or by the year. */
export function Offers({ offers, billing }: Props) {
  const mayManage = useMay()('billing:manage')
  const [interval, setInterval] = useState(() => billing.subscription?.interval ?? firstSold(offers))
  const yearly = offers.some(({ prices }) => prices.year)
  const said = words.billing.plans
  const way = inTheWay(billing)
  return (
    <section class="offers-part" aria-labelledby="offers">
      <div class="bar">
        <h2 id="offers">{said.title}</h2>
        {yearly && <Every chosen={interval} onChoose={setInterval} />}
      </div>
      {mayManage && way && (
        <p class="hint">{fill(said[way], { plan: billing.subscription?.plan.name ?? '' })}</p>
      )}
      <ul class="offers">
        {offers.map(offer => (
          <OfferCard
            key={offer.id}
            offer={offer}
            interval={interval}
            billing={billing}
            open={mayManage && way === null}
            base={offers.find(({ base }) => base)}
          />
        ))}
      </ul>
      {mayManage && <p class="hint">{said.stripe}</p>}
    </section>
  )
}

const firstSold = (offers: readonly Offer[]): Interval =>
  offers.some(({ prices }) => prices.month) || !offers.some(({ prices }) => prices.year) ? 'month' : 'year'

function Every({ chosen, onChoose }: { chosen: Interval; onChoose: (interval: Interval) => void }) {
  const said = words.billing.plans
  return (
    <fieldset class="pills">
      <legend class="unseen">{said.every}</legend>
      {intervals.map(interval => (
        <label key={interval}>
          <input
            class="unseen"
            type="radio"
            name="interval"
            checked={interval === chosen}
            onChange={() => onChoose(interval)}
          />
          {said[interval]}
        </label>
      ))}
    </fieldset>
  )
}
