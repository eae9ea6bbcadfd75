import type { Breach, ChangeBreach, RecordBreach } from '@atavus/contract/breaches'
import type { Keeper } from '../db/tenancy.ts'
import { queueJob } from '../jobs/queue.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { auditIn } from '../logs/audit.ts'
import { insertOperatorAct } from '../logs/queries.ts'
import type { World } from '../world.ts'
import { after, reminders } from './clock.ts'
import {
  closeBreach,
  countWorkspaces,
  insertBreach,
  listBreaches,
  lockBreach,
  touch,
  updateBreach,
} from './queries.ts'
import { shownBreach } from './shown.ts'

/**
 * Writes a breach down, tells the owners whom it touches and reminds the operators while nothing is decided. Refuses
 * with `invalid_request` what lies ahead of now, and with `not_found` a workspace that there is not.
 */
export async function recordBreach(world: World, operator: string, given: RecordBreach): Promise<Breach> {
  const noticed = new Date(given.noticedAt)
  if (noticed > world.now())
    throw new Refusal('invalid_request', { errors: [{ path: 'noticedAt', problem: 'lies ahead of now' }] })
  return world.db.keeper(async keeper => {
    const id = newId(keeper.now)
    await insertBreach(keeper, id, operator, given)
    await insertOperatorAct(keeper, operator, 'breach.recorded', id, null)
    await tellOwners(keeper, id, operator, given)
    for (const hours of reminders)
      if (after(noticed, hours) >= keeper.now)
        await queueJob(
          keeper,
          { kind: 'breach', subject: { breach: id } },
          { at: after(noticed, hours), key: `${id} ${hours}` },
        )
    return present(keeper, id)
  })
}

/**
 * Adds what was learned and decided. Refuses with `not_found`, `breach_closed`, and with `breach_open` to close one
 * about which a decision is missing.
 */
export async function changeBreach(
  world: World,
  operator: string,
  id: string,
  change: ChangeBreach,
): Promise<Breach> {
  return world.db.keeper(async keeper => {
    const found = await lockBreach(keeper, id)
    if (!found) throw new Refusal('not_found')
    if (found.closed) throw new Refusal('breach_closed')
    await updateBreach(keeper, id, change)
    await tellOwners(keeper, id, operator, change)
    if (change.closed && !(await closeBreach(keeper, id))) throw new Refusal('breach_open')
    await insertOperatorAct(keeper, operator, change.closed ? 'breach.closed' : 'breach.changed', id, null)
    return present(keeper, id)
  })
}

/** Each workspace hears of a breach once, however often it is named. */
async function tellOwners(
  keeper: Keeper,
  id: string,
  operator: string,
  {
    workspaces = [],
    everyWorkspace,
  }: Pick<ChangeBreach, 'workspaces'> & { everyWorkspace?: boolean | undefined },
): Promise<void> {
  const named = [...new Set(workspaces.map(one => one.toLowerCase()))]
  if ((await countWorkspaces(keeper, named)) < named.length) throw new Refusal('not_found')
  for (const workspace of await touch(keeper, id, everyWorkspace ? null : named)) {
    await auditIn(keeper, workspace, { kind: 'operator', account: operator }, 'breach.told', { target: id })
    const subject = { mail: 'owners', workspace, notice: 'breach', language: 'en' } as const
    await queueJob(keeper, { kind: 'mail', subject })
  }
}

async function present(keeper: Keeper, id: string): Promise<Breach> {
  const [row] = await listBreaches(keeper, id)
  if (!row) throw new Refusal('not_found')
  return shownBreach(row)
}
