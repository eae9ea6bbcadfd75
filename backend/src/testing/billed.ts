import type { Billing, Interval, StripePage } from '@atavus/contract/billing'
import type { z } from 'zod'
import { createStripe } from '../billing/stripe/stripe.ts'
import { type PlanFile, readPlans } from '../plans/file.ts'
import { planInForce } from '../plans/queries.ts'
import { billed } from './payments.ts'
import type { Owner } from './shop.ts'
import { environmentOf, gateTo, planFile, publish } from './sold.ts'
import { type StripeDouble, type StripeOptions, startStripe } from './stripe/double.ts'
import { type TestOptions, type TestWorld, testMoment, testWorld } from './world.ts'

export interface BilledOptions extends TestOptions {
  /** The plans that are sold: a file's path or what would stand in one; our own ones when absent. */
  plans?: string | PlanFile
  /** How the double of Stripe behaves. */
  double?: StripeOptions
}

export interface BilledWorld {
  atavus: TestWorld
  stripe: StripeDouble
  /** Where the world listens; Stripe's webhooks come in there. */
  base: string
  environment: Record<string, string>
  /** Moves both clocks: the world's at once, Stripe's through all that is due, with its webhooks and the jobs after. */
  until(moment: Date | string): Promise<void>
  /** Until all webhooks are answered, and no job is due. */
  work(): Promise<void>
  /** Another process of the same installation; whoever asks for it closes it. */
  another(options?: TestOptions): Promise<TestWorld>
  close(): Promise<void>
}

/** A backend with plans on: the real adapter, a double of Stripe with the plans published, its webhooks coming in. */
export async function billedWorld(options: BilledOptions = {}): Promise<BilledWorld> {
  const { plans, double, environment = {}, ...more } = options
  const clock = { now: () => new Date(testMoment) }
  const signedAt = () => Math.floor(clock.now().getTime() / 1000)
  const stripe = await startStripe({ now: new Date(testMoment), signedAt, ...double })
  const file = planFile(plans)
  const env = { ...environmentOf(stripe), ...(file.path && { ATAVUS_PLANS: file.path }), ...environment }
  await publish(stripe, readPlans(file.path))
  const atavus = await processOf(stripe, { ...more, environment: env })
  clock.now = atavus.world.now
  const base = await atavus.serve()
  stripe.deliverTo(`${base}/webhooks/stripe`, billed.STRIPE_WEBHOOK_SECRET)
  const work = async () => {
    await stripe.settle()
    await atavus.work()
  }
  return {
    atavus,
    stripe,
    base,
    environment: env,
    work,
    until: async moment => {
      atavus.at(moment)
      await stripe.advance(new Date(moment))
      await work()
    },
    another: (options = {}) =>
      processOf(stripe, { beside: atavus, ...options, environment: { ...env, ...options.environment } }),
    close: async () => {
      await atavus.close()
      await stripe.close()
      file.remove()
    },
  }
}

/** A test world with the real adapter on a gate of its own, which leads to the double. */
async function processOf(stripe: StripeDouble, options: TestOptions): Promise<TestWorld> {
  const gate = gateTo(stripe)
  const { plans } = readPlans(options.environment?.ATAVUS_PLANS)
  const late: { world?: TestWorld['world'] } = {}
  const payments = createStripe({
    gate,
    key: stripe.secretKey,
    url: stripe.url,
    webhookSecrets: [billed.STRIPE_WEBHOOK_SECRET],
    plans,
    now: () => late.world?.now() ?? new Date(testMoment),
    fault: error => late.world?.fault(error),
  })
  const atavus = await testWorld({ payments, ...options })
  late.world = atavus.world
  const close = async () => {
    await atavus.close()
    gate.close()
  }
  return { ...atavus, close }
}

/** An owner takes a plan: through our door to the page of Stripe's, paid there, and all that follows from it. */
export async function subscribe(
  { stripe, work }: BilledWorld,
  owner: Owner,
  plan: string,
  interval: Interval = 'month',
): Promise<void> {
  const answer = await owner.call('POST', '/v1/billing/checkout', { plan, interval })
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  const { url } = (await answer.json()) as z.infer<typeof StripePage>
  stripe.pay(sessionOf(url))
  await work()
}

/** The checkout whose page this is. */
export const sessionOf = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? ''

/** The plan that holds for an owner's workspace, as our door tells it while their session lasts. */
export async function planOf(owner: Owner): Promise<string> {
  const answer = await owner.call('GET', '/v1/billing')
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as z.infer<typeof Billing>).plan.id
}

/** The plan that holds for a workspace, whenever that is. */
export async function planHeldBy(
  { atavus }: Pick<BilledWorld, 'atavus'>,
  workspace: string,
): Promise<string> {
  return (await atavus.world.db.tenant(workspace, planInForce)).id
}
