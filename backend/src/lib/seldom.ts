import type { World } from '../world.ts'

const most = 10_000
const quietMs = 60_000

/**
 * How to do a thing at most once a minute for each key, in this process: whoever goes on asking for it costs next to
 * nothing. What fails is logged as a fault, once a minute like all else. Never throws.
 */
export function seldom() {
  const quiet = new Map<string, number>()
  return async ({ now, fault }: World, key: string, act: () => Promise<unknown>): Promise<void> => {
    const moment = now().getTime()
    if ((quiet.get(key) ?? 0) > moment) return
    if (quiet.size >= most) quiet.clear()
    quiet.set(key, moment + quietMs)
    await act().catch(fault)
  }
}
