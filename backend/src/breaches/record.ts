import type { Breach, ChangeBreach, RecordBreach } from '@atavus/contract/breaches'
import type { Keeper } from '../db/tenancy.ts'
import { queueJob } from '../jobs/queue.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import { auditIn } from '../logs/audit.ts'
import { insertOperatorAct } from '../logs/queries.ts'
import type { World } from '../world.ts'
import { latestDecision, remindersFrom } from './clock.ts'
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
    for (const at of remindersFrom(noticed, keeper.now))
      await queueJob(
        keeper,
        { kind: 'breach', subject: { breach: id } },
        { at, key: `${id} ${at.toISOString()}` },
      )
    return present(keeper, id)
  })
}

/**
 * Adds what was learned and decided. Refuses with `not_found`, `breach_closed`, with `breach_open` to close one about
 * which a decision is missing, and with `invalid_request` a decision of before it was noticed or of a time to come.
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
    refuseUntimely(change, found.noticedAt, keeper.now)
    await updateBreach(keeper, id, change)
    await tellOwners(keeper, id, operator, change)
    if (change.closed && !(await closeBreach(keeper, id))) throw new Refusal('breach_open')
    await insertOperatorAct(keeper, operator, change.closed ? 'breach.closed' : 'breach.changed', id, null)
    return present(keeper, id)
  })
}

/** A decision ends the reminders: it must have been made. */
function refuseUntimely(change: ChangeBreach, noticed: Date, now: Date): void {
  const errors = (['authority', 'persons'] as const).flatMap(who => {
    const at = change[who] && new Date(change[who].at)
    const path = `${who}.at`
    if (at && at < noticed) return [{ path, problem: 'lies before it was noticed' }]
    return at && at > latestDecision(now) ? [{ path, problem: 'lies ahead of now' }] : []
  })
  if (errors.length) throw new Refusal('invalid_request', { errors })
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
