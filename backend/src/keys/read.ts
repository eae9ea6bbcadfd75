import type { Context } from 'hono'
import { queueJob } from '../jobs/queue.ts'
import { clientAddress } from '../lib/client.ts'
import type { Door } from '../lib/door.ts'
import { isWholeSecretKey, secretKeyHash } from '../lib/keys.ts'
import { Refusal } from '../lib/refusal.ts'
import type { KeyPrincipal } from '../principal/principal.ts'
import type { World } from '../world.ts'
import { type FoundKey, findApiKey, takeWarning, touchApiKey } from './queries.ts'

/**
 * Whose server an API key speaks for. Refuses with `unauthenticated`, `key_disabled`, `suspended`, and with
 * `key_in_browser` what a page sends: a secret that stands in a page is no secret any more, and its owners hear of it.
 */
export async function readApiKey(world: World, c: Context<Door>, secret: string): Promise<KeyPrincipal> {
  if (!isWholeSecretKey(secret)) throw new Refusal('unauthenticated')
  const found = await findApiKey(world.db.stranger, secretKeyHash(secret), world.now())
  if (!found) throw new Refusal('unauthenticated')
  if (isBrowser(c)) {
    await warn(world, c, found, secret.slice(-4))
    throw new Refusal('key_in_browser')
  }
  if (found.disabled) throw new Refusal('key_disabled')
  if (found.suspended) throw new Refusal('suspended')
  if (found.idle) noteUse(world, found)
  const { key, name, workspace, scopes } = found
  return { kind: 'key', key, name, workspace, rights: scopes }
}

/** Nobody waits for it; where it fails, the next request notes it. */
function noteUse(world: World, { workspace, key }: FoundKey): void {
  world.db
    .once(workspace, tenant => [touchApiKey(tenant, key)], { durable: false })
    .catch(error => world.fault(error))
}

/** Browsers say so themselves, and pages cannot keep them from it (Fetch Metadata). */
const isBrowser = (c: Context<Door>): boolean =>
  c.req.header('origin') !== undefined || c.req.header('sec-fetch-site') !== undefined

async function warn(world: World, c: Context<Door>, { workspace, key }: FoundKey, ending: string) {
  world.logs.security('key_in_browser', { address: clientAddress(world.settings, c), workspace })
  await world.db.tenant(workspace, async tenant => {
    if (!(await takeWarning(tenant, key))) return
    const details = { key: `atv_sk_…${ending}` }
    const subject = {
      mail: 'owners',
      workspace,
      notice: 'api-key-in-browser',
      details,
      language: 'en',
    } as const
    await queueJob(tenant, { kind: 'mail', subject })
  })
}
