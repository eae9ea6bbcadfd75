import { createGate } from '../../../egress/gate.ts'
import type { EgressEntry } from '../../../egress/purpose.ts'
import { type PlanFile, readPlans } from '../../../plans/file.ts'
import { publish } from '../../../testing/sold.ts'
import { type StripeOptions, startStripe } from '../../../testing/stripe/double.ts'
import { stripeClient } from '../client.ts'
import { createStripe } from '../stripe.ts'

export const workspace = '01900000-0000-7000-8000-0000000000aa'
export const moment = new Date('2027-01-10T10:00:00Z')

/** The real adapter at a double that has the plans on sale, with a customer who has bought nothing yet. */
export async function openTill(options: StripeOptions & { file?: PlanFile; secrets?: string[] } = {}) {
  const { file = readPlans(undefined), secrets = ['whsec_double'], ...more } = options
  const double = await startStripe({ now: moment, ...more })
  await publish(double, file)
  const ledger: EgressEntry[] = []
  const faults: unknown[] = []
  const clock = { now: moment }
  const gate = createGate({ allow: [double.host], record: entry => void ledger.push(entry) })
  const payments = createStripe({
    gate,
    key: double.secretKey,
    url: double.url,
    webhookSecrets: secrets,
    plans: file.plans,
    now: () => clock.now,
    fault: error => void faults.push(error),
  })
  const client = stripeClient({ gate, key: double.secretKey, url: double.url })
  const customer = await payments.createCustomer(workspace, `customer-${workspace}-1`)

  async function order(plan = 'starter') {
    const price = (await payments.prices()).get(plan)?.month?.id ?? ''
    const until = new Date(double.now().getTime() + 60 * 60_000)
    const pages = {
      doneUrl: 'http://localhost:4600/billing?done=checkout',
      backUrl: 'http://localhost:4600/billing',
    }
    return { customer, workspace, plan, price, ...pages, until }
  }

  /** Buys a plan and gives the subscription as the adapter tells it. */
  async function bought(plan = 'starter', card: 'good' | 'fails-later' = 'good') {
    const { id } = await payments.startCheckout(await order(plan), `checkout-${plan}`)
    double.pay(id, card)
    return held()
  }

  async function held() {
    const [subscription] = (await payments.customer(customer)).subscriptions
    if (!subscription) throw new Error('no subscription')
    return subscription
  }

  const close = async () => {
    gate.close()
    await double.close()
  }
  return { double, payments, client, ledger, faults, clock, gate, customer, order, bought, held, close }
}

export type Till = Awaited<ReturnType<typeof openTill>>
