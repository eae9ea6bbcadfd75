import { type Payments, PaymentsFault } from '../billing/payments.ts'

/** What turns plans on in a test world's environment. */
export const billed = { STRIPE_SECRET_KEY: 'sk_test_double', STRIPE_WEBHOOK_SECRET: 'whsec_double' }

const silence = async () => {
  throw new PaymentsFault('unavailable')
}

/** Plans without anybody to pay: Stripe is down whenever it is asked. */
export const silentPayments: Payments = {
  live: false,
  prices: silence,
  createCustomer: silence,
  startCheckout: silence,
  endCheckout: silence,
  openPortal: silence,
  customer: silence,
  takeCard: silence,
  invoices: silence,
  deleteCustomer: silence,
  readEvent: () => undefined,
}
