import type { Billing } from '@atavus/contract/billing'
import { number } from '../lib/format.ts'
import { Icon } from '../pieces/icon.tsx'
import { Meter } from '../pieces/meter.tsx'
import { Section } from '../pieces/section.tsx'
import { count, fill, words } from '../words/words.ts'
import { dayOf } from './days.ts'
import { spentIn } from './notices.ts'

const monthly = ['messages', 'tokens'] as const
const kept = ['assistants', 'seats', 'passages'] as const

/** What is used of the plan: in this month, and what is there. */
export function Month({ billing }: { billing: Billing }) {
  const { plan, used, renewsAt } = billing
  const said = words.billing
  const spent = spentIn(billing)
  const over = kept.some(of => isOver(used[of], plan.limits[of]))
  return (
    <Section {...said.month}>
      <div class="meters">
        {monthly.map(of => (
          <Used key={of} of={of} billing={billing} />
        ))}
      </div>
      <p class="hint">
        {fill(said.renews, { date: dayOf(renewsAt, billing) })}
        {used.beyond > 0 && ` ${count(said.beyond, used.beyond)}`}
      </p>
      {spent && <Warning said={spent} />}
      <dl class="counts plan-counts">
        {kept.map(of => (
          <div key={of}>
            <dt>{said.counts[of]}</dt>
            <dd class={isOver(used[of], plan.limits[of]) ? 'warn' : undefined}>
              {ofLimit(used[of], plan.limits[of])}
            </dd>
          </div>
        ))}
      </dl>
      {over && <Warning said={fill(said.over, { plan: plan.name })} />}
    </Section>
  )
}

function Warning({ said }: { said: string }) {
  return (
    <p class="callout flush">
      <Icon name="warning" />
      <span>{said}</span>
    </p>
  )
}

function Used({ of, billing: { plan, used } }: { of: (typeof monthly)[number]; billing: Billing }) {
  const said = words.billing
  const limit = plan.limits[of]
  if (limit === null) return <p class="meter">{fill(said[`${of}Open`], { used: number(used[of]) })}</p>
  return <Meter label={said.month.title} phrase={said[of]} used={used[of]} budget={limit} />
}

function ofLimit(used: number, limit: number | null) {
  const { of, open } = words.billing
  return limit === null
    ? fill(open, { used: number(used) })
    : fill(of, { used: number(used), budget: number(limit) })
}

const isOver = (used: number, limit: number | null) => limit !== null && used > limit
