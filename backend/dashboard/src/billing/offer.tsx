import type { Billing, Interval, Price } from '@atavus/contract/billing'
import { useId } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { money } from '../lib/money.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { fill, words } from '../words/words.ts'
import { allowed } from './allowed.ts'
import { dayOf } from './days.ts'
import { EndDialog } from './end.tsx'
import { byMonth, type Offer, priceOf, type Step, stepTo } from './offers.ts'
import { ToStripe } from './to-stripe.tsx'

interface Props {
  offer: Offer
  interval: Interval
  billing: Billing
  /** Whether whoever looks may choose now. */
  open: boolean
  /** The plan without payment. */
  base: Offer | undefined
}

/** One plan: what it costs, what it allows, and the way to it. */
export function OfferCard(props: Props) {
  const { offer, interval, billing } = props
  const id = useId()
  const present = offer.id === billing.plan.id
  return (
    <li class={present ? 'card offer present' : 'card offer'} aria-labelledby={id}>
      <header>
        <h3 id={id}>
          <bdi>{offer.name}</bdi>
        </h3>
        {present && <span class="tag">{words.billing.plans.yours}</span>}
      </header>
      <Cost price={priceOf(offer, interval, billing)} base={offer.base} interval={interval} />
      <ul class="offer-limits">
        {allowed(offer.limits).map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div class="offer-way">{props.open && <Way {...props} />}</div>
    </li>
  )
}

interface CostProps {
  price: Price | null
  base: boolean
  interval: Interval
}

function Cost({ price, base, interval }: CostProps) {
  const said = words.billing.plans
  if (base) return <p class="offer-price">{said.free}</p>
  if (!price)
    return <p class="offer-price quiet">{interval === 'month' ? said.notMonthly : said.notYearly}</p>
  return (
    <p class="offer-price">
      <b>{money(price)}</b> {interval === 'month' ? said.perMonth : said.perYear}
      {interval === 'year' && <span class="hint">{fill(said.thatIs, { price: money(byMonth(price)) })}</span>}
    </p>
  )
}

function Way({ offer, interval, billing, base }: Props) {
  const step = stepTo(offer, interval, billing)
  const said = words.billing.plans
  const wish = { plan: offer.id, interval }
  if (step.to === 'buy')
    return (
      <ToStripe
        primary
        label={fill(said.upgrade, { plan: offer.name })}
        page={() => call('startCheckout', { body: wish })}
      />
    )
  if (step.to === 'change')
    return (
      <>
        <ToStripe
          primary={!step.later}
          label={labelOf(offer, interval, billing)}
          page={() => call('openPortal', { body: { to: 'change', ...wish } })}
        />
        <Later step={step} billing={billing} />
      </>
    )
  if (step.to !== 'end') return null
  return (
    <DialogButton dialog={close => <EndDialog billing={billing} base={base} onClose={close} />}>
      {fill(said.changeAsk, { plan: offer.name })}
    </DialogButton>
  )
}

function labelOf({ id, name }: Offer, interval: Interval, { subscription }: Billing) {
  const said = words.billing.plans
  if (subscription?.plan.id !== id) return fill(said.change, { plan: name })
  return interval === 'month' ? said.toMonth : said.toYear
}

function Later({ step, billing }: { step: Step; billing: Billing }) {
  const { plan, subscription } = billing
  if (step.to !== 'change' || !step.later || !subscription) return null
  const said = { date: dayOf(subscription.periodEndsAt, billing), plan: plan.name }
  return <p class="hint">{fill(words.billing.plans.later, said)}</p>
}
