import type { Billing } from '@atavus/contract/billing'
import { explain } from '../lib/problem.ts'
import { words } from '../words/words.ts'
import { allowed } from './allowed.ts'

interface Props {
  plan: Billing['plan']
  error: unknown
  again: () => void
}

/** The present plan alone, where the others and their prices could not be read. */
export function Unpriced({ plan, error, again }: Props) {
  const { title, unpriced, yours } = words.billing.plans
  return (
    <section class="offers-part" aria-labelledby="offers">
      <h2 id="offers">{title}</h2>
      <p role="alert">
        {unpriced} {explain(error)}
      </p>
      <div>
        <button type="button" class="button" onClick={again}>
          {words.tryAgain}
        </button>
      </div>
      <div class="offers">
        <div class="card offer present">
          <header>
            <h3>
              <bdi>{plan.name}</bdi>
            </h3>
            <span class="tag">{yours}</span>
          </header>
          <ul class="offer-limits">
            {allowed(plan.limits).map(line => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  )
}
