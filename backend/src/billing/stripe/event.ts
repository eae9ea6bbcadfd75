import { Stripe } from 'stripe'
import { z } from 'zod'
import type { BillingEvent } from '../payments.ts'
import { moment } from './held.ts'

const toleranceSeconds = 300

const Told = z.object({
  id: z.string().regex(/^evt_\w{1,255}$/),
  type: z.string().max(100),
  created: z.int(),
  livemode: z.boolean(),
  data: z.object({
    object: z.object({ object: z.string(), id: z.string().optional(), customer: z.unknown().optional() }),
  }),
})

/**
 * Reads what a webhook was sent, after one of the secrets has signed it (https://docs.stripe.com/webhooks/signature)
 * within five minutes of now, before or after. Undefined: it was not, or it is of the other mode.
 */
export function readEvent(
  body: string,
  signature: string,
  { secrets, live, now }: { secrets: string[]; live: boolean; now: Date },
): BillingEvent | undefined {
  if (!isTimely(signature, now)) return undefined
  const told = Told.safeParse(signedBy(secrets, body, signature, now))
  if (!told.success || told.data.livemode !== live) return undefined
  const { id, type, created, data } = told.data
  return { id, type, at: moment(created), customer: customerOf(data.object) }
}

/** Two secrets are good while one is replaced by the other. */
function signedBy(secrets: string[], body: string, signature: string, now: Date): unknown {
  for (const secret of secrets) {
    try {
      return Stripe.webhooks.constructEvent(
        body,
        signature,
        secret,
        toleranceSeconds,
        undefined,
        now.getTime(),
      )
    } catch {
      // The next one may have signed it.
    }
  }
  return undefined
}

/** The package takes a time that is still to come; a clock that is so wrong signs nothing that we believe. */
function isTimely(signature: string, now: Date): boolean {
  const times = [...signature.matchAll(/(?:^|,)t=(\d{1,12})(?=,|$)/g)]
  const seconds = Number(times[0]?.[1])
  return times.length === 1 && seconds - now.getTime() / 1000 <= toleranceSeconds
}

type Thing = z.infer<typeof Told>['data']['object']

const Customer = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])

function customerOf({ object, id, customer }: Thing): string | null {
  if (object === 'customer') return id ?? null
  return Customer.safeParse(customer).data ?? null
}
