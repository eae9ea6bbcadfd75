import type { Stripe } from 'stripe'
import type { PlanEntry, PlanFile } from '../../plans/file.ts'
import { publishEndpoint } from './endpoint.ts'
import { findPortal } from './portal.ts'
import { mostPlans, portalOf } from './portal-features.ts'
import { isPriceOf, lookupKeyOf, type Offer, offersOf, productOf } from './prices.ts'

interface Published {
  plan: PlanEntry
  id: string
}

/**
 * Makes the plans of the file sold at Stripe: products, prices, what the portal offers, the webhook. What is there
 * already as it should be is left, so that it may be done again at any time; a price is never changed but followed by
 * another one, and who pays the former one goes on with it. Takes our own origin; gives a line for each thing.
 */
export async function publishPlans(client: Stripe, file: PlanFile, url: string): Promise<string[]> {
  const lines: string[] = []
  const offers = offersOf(file.plans)
  for (const plan of new Set(offers.map(({ plan }) => plan))) lines.push(await publishProduct(client, plan))
  const active = await activePrices(client)
  const published: Published[] = []
  for (const offer of offers) {
    const { id, line } = await publishPrice(client, offer, file.currency, active)
    published.push({ plan: offer.plan, id })
    lines.push(line)
  }
  lines.push(...(await publishPortal(client, url, published)))
  lines.push(...(await endSales(client, active, published)))
  lines.push(...(await publishEndpoint(client, url)))
  return lines
}

async function publishProduct(client: Stripe, { id: plan, name }: PlanEntry): Promise<string> {
  const id = productOf(plan)
  const said = `Product ${id} (${name})`
  const known = await ifThere(client.products.retrieve(id))
  if (!known) {
    await client.products.create({ id, name, metadata: { plan } })
    return `${said}: made`
  }
  if (known.name === name && known.active) return `${said}: there already`
  await client.products.update(id, { name, active: true })
  return `${said}: changed`
}

async function publishPrice(
  client: Stripe,
  { plan, interval, amount }: Offer,
  currency: string,
  active: Stripe.Price[],
): Promise<{ id: string; line: string }> {
  const said = `Price ${lookupKeyOf(plan.id, interval)} (${amount} of ${currency}’s smallest unit a ${interval})`
  const known = active.find(
    price =>
      isPriceOf(price, plan.id, interval) && price.unit_amount === amount && price.currency === currency,
  )
  if (known) return { id: known.id, line: `${said}: there already` }
  const { id } = await client.prices.create({
    product: productOf(plan.id),
    currency,
    unit_amount: amount,
    recurring: { interval },
    lookup_key: lookupKeyOf(plan.id, interval),
    transfer_lookup_key: true,
    metadata: { plan: plan.id, interval },
  })
  return { id, line: `${said}: made` }
}

async function publishPortal(client: Stripe, url: string, published: Published[]): Promise<string[]> {
  const wanted = portalOf(url, published)
  const known = await findPortal(client)
  const line = `Customer Portal: ${await madePortal(client, known, wanted)}`
  const plans = new Set(published.map(({ plan }) => plan)).size
  if (plans <= mostPlans) return [line]
  return [
    line,
    `The portal takes ${mostPlans} plans; nobody can change to the other ${plans - mostPlans} there.`,
  ]
}

async function madePortal(
  client: Stripe,
  known: Stripe.BillingPortal.Configuration | null,
  wanted: ReturnType<typeof portalOf>,
): Promise<string> {
  if (known?.metadata?.made === wanted.metadata.made) return 'there already'
  if (known) await client.billingPortal.configurations.update(known.id, wanted)
  else await client.billingPortal.configurations.create(wanted)
  return known ? 'changed' : 'made'
}

/** Prices that we published before and that are on offer no more: of plans retired, taken out or priced anew. */
async function endSales(client: Stripe, active: Stripe.Price[], published: Published[]): Promise<string[]> {
  const lines: string[] = []
  const onOffer = new Set(published.map(({ id }) => id))
  for (const price of active.filter(price => isOurs(price) && !onOffer.has(price.id))) {
    await client.prices.update(price.id, { active: false })
    lines.push(`Price ${price.id} (${price.metadata.plan} by ${price.metadata.interval}): sold no more`)
  }
  return lines
}

function isOurs({ product, metadata }: Stripe.Price): boolean {
  const named = metadata.plan !== undefined && metadata.interval !== undefined
  return named && product === productOf(metadata.plan ?? '')
}

async function activePrices(client: Stripe): Promise<Stripe.Price[]> {
  const prices: Stripe.Price[] = []
  for await (const price of client.prices.list({ active: true, limit: 100 })) prices.push(price)
  return prices
}

async function ifThere<Thing>(asked: Promise<Thing>): Promise<Thing | undefined> {
  return asked.catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'resource_missing') return undefined
    throw error
  })
}
