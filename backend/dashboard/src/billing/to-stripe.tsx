import { Refused } from '../lib/problem.ts'
import { useSubmit } from '../lib/submit.ts'
import { Icon } from '../pieces/icon.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { useHeldPlan } from './held.ts'
import { leaveFor } from './leave.ts'

interface Props {
  label: string
  primary?: boolean
  /** Asks the backend for a page of Stripe's. */
  page: () => Promise<{ url: string }>
}

/** A button that goes on at a page of Stripe's, and says so. */
export function ToStripe({ label, primary = false, page }: Props) {
  const held = useHeldPlan()
  const { submit, busy, error } = useSubmit(async () => {
    try {
      await leaveFor((await page()).url)
      held?.again()
    } catch (refusal) {
      if (isOutdated(refusal)) held?.again()
      throw refusal
    }
  })
  const { opening, opensStripe } = words.billing
  return (
    <form class="to-stripe" onSubmit={submit}>
      <button type="submit" class={primary ? 'button primary' : 'button'} disabled={busy}>
        {busy ? opening : label}
        <Icon name="outside" />
        <span class="unseen"> ({opensStripe})</span>
      </button>
      <Alert error={error} />
    </form>
  )
}

/** The page still shows what is not so any more. */
const isOutdated = (refusal: unknown) =>
  refusal instanceof Refused && (refusal.code === 'already_subscribed' || refusal.code === 'not_subscribed')
