import type { Gate } from '../../egress/gate.ts'
import type { Settings } from '../../settings.ts'
import { PaymentsFault } from '../payments.ts'
import { isLive, stripeClient } from './client.ts'
import { faultOf, keyRefused } from './fault.ts'
import { publishPlans } from './publish.ts'
import { statusOf } from './status.ts'

/** What a command has to say, and whether it did what it was asked. */
interface Told {
  text: string
  failed?: true
}

export type BillingVerb = 'publish' | 'status'

/** `atavus billing …`: makes the plans sold at Stripe, or says how they are. Asks no database. */
export async function billingCommand(verb: BillingVerb, settings: Settings, gate: Gate): Promise<Told> {
  const { stripe, url } = settings
  if (!stripe) return { text: 'There are no plans: STRIPE_SECRET_KEY is not set.', failed: true }
  const client = stripeClient({ gate, ...stripe })
  const mode = isLive(stripe.key) ? 'Live mode: money moves.' : 'Test mode: no money moves.'
  try {
    if (verb === 'publish')
      return { text: [mode, ...(await publishPlans(client, stripe.plans, url))].join('\n') }
    const { lines, whole } = await statusOf(client, stripe.plans, url)
    const text = [mode, ...lines].join('\n')
    return whole
      ? { text }
      : { text: `${text}\nNot all of it is there: atavus billing publish`, failed: true }
  } catch (error) {
    return { text: `${mode}\n${sentenceOf(error)}`, failed: true }
  }
}

function sentenceOf(error: unknown): string {
  const fault = faultOf(error)
  if (!(fault instanceof PaymentsFault)) throw error
  const detail = fault.detail ? ` (${fault.detail})` : ''
  if (keyRefused(error)) return `Stripe does not accept STRIPE_SECRET_KEY, or not for this${detail}.`
  if (fault.code === 'unavailable') return `Stripe cannot be reached at present${detail}. Try it again.`
  return `Stripe refuses it${detail}.`
}
