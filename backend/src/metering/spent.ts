import { seldom } from '../lib/seldom.ts'
import type { World } from '../world.ts'
import { type Spent, warnSpent } from './queries.ts'

const once = seldom()

/**
 * Tells the owners that a budget is spent, once a day: the refusal itself has left no trace. Asked at most once a minute
 * for an assistant. Never throws.
 */
export const tellSpent = (world: World, workspace: string, spent: Spent): Promise<void> =>
  once(world, `${spent.assistant} ${spent.day}`, () =>
    world.db.once(workspace, tenant => [warnSpent(tenant, spent)]),
  )
