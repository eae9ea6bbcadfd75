import { GiveUp, Later, type Taken } from '../jobs/job.ts'
import type { World } from '../world.ts'
import type { CustomerEnd } from './jobs.ts'
import { type Payments, PaymentsFault } from './payments.ts'

const firstPauseSeconds = 60
const longestPauseSeconds = 6 * 60 * 60
/** As many pauses as make thirty days. */
const tries = 128

/**
 * The handler of `customer-end`: ends the checkout that was open and deletes the customer of a workspace that is no
 * more, with its subscription, however it was paid. Tried for thirty days of Stripe being away; then the operator must.
 */
export async function endCustomer(world: World, subject: CustomerEnd, { attempts }: Taken): Promise<void> {
  const { payments } = world
  try {
    // Test keys know nothing of customers who pay, and would say that there is none.
    if (!payments || payments.live !== subject.live) throw new PaymentsFault('unavailable', 'other_mode')
    await end(payments, subject)
  } catch (error) {
    if (!(error instanceof PaymentsFault)) throw error
    if (error.code !== 'unavailable' && attempts === 0) world.fault(error)
    if (attempts < tries) throw new Later(pauseSeconds(attempts))
    world.fault(new CustomerLeft())
    throw new GiveUp()
  }
}

/** What is gone already is no fault: this comes out the same when it runs twice. */
async function end(payments: Payments, { customer, checkout }: CustomerEnd): Promise<void> {
  // Before the customer: a page that is still open must not be paid in between. What was paid ends with the customer.
  if (checkout !== null) await payments.endCheckout(checkout)
  await payments.deleteCustomer(customer)
}

const pauseSeconds = (attempts: number): number =>
  Math.min(firstPauseSeconds * 2 ** attempts, longestPauseSeconds)

/** The customer of a deleted workspace could not be deleted at Stripe: it must be done there by hand. */
class CustomerLeft extends Error {
  readonly code = 'customer_left'

  constructor() {
    super('customer left')
    this.name = 'CustomerLeft'
  }
}
