import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripeClient } from '../billing/stripe/client.ts'
import { publishPlans } from '../billing/stripe/publish.ts'
import { createGate, type Gate } from '../egress/gate.ts'
import { type PlanFile, readPlans } from '../plans/file.ts'
import { billed } from './payments.ts'
import type { StripeDouble } from './stripe/double.ts'

/** What stands in a file of plans. */
export type Plans = PlanFile

/** What a process needs in its environment to have its plans paid for at a double. */
export const environmentOf = ({ url, host, secretKey }: StripeDouble) => ({
  ...billed,
  STRIPE_SECRET_KEY: secretKey,
  STRIPE_URL: url,
  ATAVUS_EGRESS_ALLOW: host,
})

/** Makes a file's plans, or our own ones, sold at a double, as `atavus billing publish` does. */
export async function publish(
  stripe: StripeDouble,
  file: PlanFile = readPlans(undefined),
  url = 'http://localhost:4600',
): Promise<string[]> {
  const gate = gateTo(stripe)
  const client = stripeClient({ gate, key: stripe.secretKey, url: stripe.url })
  return publishPlans(client, file, url).finally(gate.close)
}

/** The way out to a double, and to nothing else. */
export const gateTo = ({ host }: StripeDouble): Gate => createGate({ allow: [host], record: () => {} })

/** The path of a file with these plans; undefined for our own ones. */
export function planFile(plans: string | PlanFile | undefined): { path: string | undefined; remove(): void } {
  if (typeof plans !== 'object') return { path: plans, remove: () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'atavus-plans-'))
  const path = join(folder, 'plans.json')
  writeFileSync(path, JSON.stringify(plans))
  return { path, remove: () => rmSync(folder, { recursive: true }) }
}
