import type { Billing } from '@atavus/contract/billing'
import { useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { Icon } from '../pieces/icon.tsx'
import { fill, words } from '../words/words.ts'
import { standing } from './standing.ts'
import { ToStripe } from './to-stripe.tsx'

/** The plan, how it stands, and what can be done about it. */
export function Present({ billing, base }: { billing: Billing; base: string }) {
  const { trouble, lines } = standing(billing, base)
  return (
    <section class="card present-plan" aria-labelledby="present-plan">
      <div class="present-plan-about">
        <h2 id="present-plan">
          <bdi>{billing.plan.name}</bdi>
        </h2>
        {billing.suspended && <Trouble said={words.billing.state.suspended} />}
        {trouble && <Trouble said={trouble} />}
        {lines.length > 0 && <p>{lines.join(' ')}</p>}
        {!billing.live && <p class="hint">{words.billing.test}</p>}
      </div>
      {useMay()('billing:manage') && billing.customer && (
        <Acts billing={billing} trouble={trouble !== null} />
      )}
    </section>
  )
}

function Trouble({ said }: { said: string }) {
  return (
    <p class="alert">
      <Icon name="warning" />
      {said}
    </p>
  )
}

function Acts({ billing: { subscription }, trouble }: { billing: Billing; trouble: boolean }) {
  const { pay, keep, atStripe, state } = words.billing
  if (trouble)
    return (
      <div class="present-plan-acts">
        <ToStripe primary label={pay} page={() => call('openPortal', { body: { to: 'payment' } })} />
        <p class="hint">{state.byInvoice}</p>
      </div>
    )
  const kept = subscription?.endsAt ? fill(keep, { plan: subscription.plan.name }) : null
  return (
    <div class="present-plan-acts">
      <ToStripe
        primary={kept !== null}
        label={kept ?? atStripe}
        page={() => call('openPortal', { body: { to: 'home' } })}
      />
    </div>
  )
}
