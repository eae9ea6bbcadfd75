import type { World } from '../world.ts'
import { type Spent, warnSpent } from './queries.ts'

/** Of which assistants this process told lately, by id, and until when that will do. */
const told = new Map<string, number>()
const most = 10_000
const quietMs = 60_000

/**
 * Tells the owners that a budget is spent, once a day: the refusal itself has left no trace. Asked at most once a minute
 * for an assistant, so that whoever goes on asking costs next to nothing. Never throws.
 */
export async function tellSpent(world: World, workspace: string, spent: Spent): Promise<void> {
  const now = world.now().getTime()
  const key = `${spent.assistant} ${spent.day}`
  if ((told.get(key) ?? 0) > now) return
  if (told.size >= most) told.clear()
  told.set(key, now + quietMs)
  await world.db
    .once(workspace, tenant => [warnSpent(tenant, spent)])
    .catch(error => {
      told.delete(key)
      world.fault(error)
    })
}
