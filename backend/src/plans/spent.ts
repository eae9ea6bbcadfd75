import { seldom } from '../lib/seldom.ts'
import type { World } from '../world.ts'
import { warnQuotaSpent } from './queries.ts'

const once = seldom()

/** Which month is used up, and how many tokens one turn may reserve at most. */
interface Spent {
  month: string
  most: number
}

/**
 * Tells the owners that a month's messages or tokens are used up, once a month: what was refused has left no trace.
 * Asked at most once a minute for a workspace. Never throws.
 */
export const tellQuotaSpent = (world: World, workspace: string, { month, most }: Spent): Promise<void> =>
  once(world, `${workspace} ${month}`, () =>
    world.db.once(workspace, tenant => [warnQuotaSpent(tenant, month, most)]),
  )
