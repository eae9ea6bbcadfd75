import type { Billing } from '@atavus/contract/billing'
import { useAccount } from '../frame/signed.ts'
import { fill, words } from '../words/words.ts'
import { dayOf } from './days.ts'
import { useHeldPlan, useKnownPlan } from './held.ts'

/** What deleting the workspace does to its plan, and what tax law keeps; nothing where Stripe knows none of it. */
export function PlanGoes() {
  const held = useHeldPlan()
  const billing = useKnownPlan()
  const { subscription, customer } = words.billing.deletion
  if (!held || (billing && !billing.customer)) return null
  if (!billing) return <PerhapsPlanGoes />
  return <Goes said={billing.subscription ? subscription : customer} first={firstOf(billing)} />
}

/** The same about workspaces of which it is not known here. */
export function PerhapsPlanGoes() {
  return useAccount()?.billing ? (
    <Goes said={words.billing.deletion.perhaps} first={words.billing.deletion.first} />
  ) : null
}

/** How what is paid for can be used up before; null: nothing is. */
function firstOf(billing: Billing): string | null {
  const { subscription } = billing
  if (!subscription) return null
  const { first, later } = words.billing.deletion
  return subscription.endsAt ? fill(later, { date: dayOf(subscription.endsAt, billing) }) : first
}

function Goes({ said, first }: { said: string; first: string | null }) {
  const { stays } = words.billing.deletion
  return (
    <div class="note plan-goes">
      <p>{said}</p>
      <p>{stays}</p>
      {first && (
        <p>
          {first} <a href="/billing">{words.billing.notice.link}</a>
        </p>
      )}
    </div>
  )
}
