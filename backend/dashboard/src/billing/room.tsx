import type { Billing } from '@atavus/contract/billing'
import { useEffect, useState } from 'preact/hooks'
import { useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { type Loaded, useLoad } from '../lib/load.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Section } from '../pieces/section.tsx'
import { Await, Missing, Waiting } from '../pieces/states.tsx'
import { fill, words } from '../words/words.ts'
import { AtLimitChoice } from './at-limit.tsx'
import { EndDialog } from './end.tsx'
import { type HeldPlan, useHeldPlan } from './held.ts'
import { Invoices } from './invoices.tsx'
import { Month } from './month.tsx'
import type { Offer } from './offers.ts'
import { Offers } from './offers.tsx'
import { Present } from './present.tsx'
import { type Errand, errandOf } from './returned.ts'
import { Returning } from './returning.tsx'
import { nameOfBase } from './standing.ts'
import { Unpriced } from './unpriced.tsx'

/** The plan of the workspace; where this platform has none, nothing. `done`: what somebody comes back from. */
export function BillingRoom({ done }: { done: string | null }) {
  const [errand] = useState(() => errandOf(done))
  const held = useHeldPlan()
  return held ? <Plan held={held} errand={errand} /> : <Missing />
}

function Plan({ held, errand }: { held: HeldPlan; errand: Errand | null }) {
  const mayManage = useMay()('billing:manage')
  // What was asked for when the visit began is old by now.
  useEffect(() => {
    if (held.state.phase !== 'loading' && !errand) held.again()
  }, [])
  return (
    <>
      <Heading title={words.billing.title} />
      <p class="lead">{words.billing.text}</p>
      {!mayManage && <p class="note apart">{words.billing.readOnly}</p>}
      <Await state={held.state} again={held.again} rows={6}>
        {billing => (
          <div class="plan">
            {errand && <Returning errand={errand} onAnswer={held.put} />}
            <Parts billing={billing} onChanged={held.put} />
          </div>
        )}
      </Await>
    </>
  )
}

interface PartsProps {
  billing: Billing
  onChanged: (billing: Billing) => void
}

function Parts({ billing, onChanged }: PartsProps) {
  const mayManage = useMay()('billing:manage')
  const { state, again } = useLoad(signal => call('plans', { signal }), [])
  const offers = known(state)
  const base = offers.find(offer => offer.base)
  return (
    <>
      <Present billing={billing} base={nameOfBase([...offers, billing.plan])} />
      <Month billing={billing} />
      <AtLimitChoice billing={billing} onChanged={onChanged} />
      {state.phase === 'failed' ? (
        <Unpriced plan={billing.plan} error={state.error} again={again} />
      ) : offers.length > 0 ? (
        <Offers offers={offers} billing={billing} />
      ) : (
        <Waiting rows={9} />
      )}
      {mayManage && <Invoices billing={billing} />}
      {mayManage && <End billing={billing} base={base} />}
    </>
  )
}

function known(state: Loaded<{ items: Offer[] }>): Offer[] {
  if (state.phase === 'ready') return state.data.items
  return (state.phase === 'loading' && state.before?.items) || []
}

/** What is paid for and goes on can be ended. */
function End({ billing, base }: { billing: Billing; base: Offer | undefined }) {
  const { subscription } = billing
  if (!subscription || subscription.endsAt) return null
  const { title, text, button } = words.billing.end
  return (
    <Section title={title} text={text}>
      <div>
        <DialogButton
          tone="danger-quiet"
          dialog={close => <EndDialog billing={billing} base={base} onClose={close} />}
        >
          {fill(button, { plan: subscription.plan.name })}
        </DialogButton>
      </div>
    </Section>
  )
}
