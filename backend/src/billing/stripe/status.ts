import type { Interval } from '@atavus/contract/billing'
import type { Stripe } from 'stripe'
import type { PlanFile } from '../../plans/file.ts'
import type { SoldPrice } from '../payments.ts'
import { findEndpoint, isWhole } from './endpoint.ts'
import { findPortal } from './portal.ts'
import { isPublic } from './portal-features.ts'
import { listPrices, lookupKeyOf, offersOf } from './prices.ts'

export interface Status {
  lines: string[]
  /** Whether all that is sold can be paid for. */
  whole: boolean
}

/** How what stands at Stripe compares with the plans of the file; throws what the package throws. */
export async function statusOf(client: Stripe, { plans, currency }: PlanFile, url: string): Promise<Status> {
  const found = await listPrices(client, plans)
  const prices = offersOf(plans).map(({ plan, interval, amount }) =>
    priced(plan.id, interval, { amount, currency }, found.get(plan.id)?.[interval]),
  )
  const things = [
    { line: 'STRIPE_SECRET_KEY works.', well: true },
    ...prices,
    await portalStatus(client),
    await endpointStatus(client, url),
  ]
  return { lines: things.map(({ line }) => line), whole: things.every(({ well }) => well) }
}

interface Thing {
  line: string
  well: boolean
}

type Wanted = Pick<SoldPrice, 'amount' | 'currency'>

function priced(plan: string, interval: Interval, wanted: Wanted, found: SoldPrice | undefined): Thing {
  const said = `Price ${lookupKeyOf(plan, interval)}`
  if (!found) return { line: `${said}: not published`, well: false }
  const is = `${found.amount} ${found.currency}`
  if (found.amount === wanted.amount && found.currency === wanted.currency)
    return { line: `${said}: ${is}`, well: true }
  return { line: `${said}: ${is}, but ${wanted.amount} ${wanted.currency} in the plans file`, well: false }
}

async function portalStatus(client: Stripe): Promise<Thing> {
  const well = (await findPortal(client)) !== null
  return { line: `Customer Portal: ${well ? 'published' : 'not published'}`, well }
}

async function endpointStatus(client: Stripe, url: string): Promise<Thing> {
  if (!isPublic(url)) return { line: 'Webhook: by `stripe listen`, while it runs', well: true }
  const endpoint = await findEndpoint(client, url)
  const well = endpoint !== undefined && isWhole(endpoint)
  return { line: `Webhook: ${endpoint ? (well ? 'published' : 'not whole') : 'not published'}`, well }
}
