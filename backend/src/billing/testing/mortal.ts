import type { Database } from '../../db/tenancy.ts'
import { usualLeaseSeconds } from '../../jobs/worker.ts'
import type { BilledWorld } from '../../testing/billed.ts'
import type { TestOptions, TestWorld } from '../../testing/world.ts'

/** The process is no more: nothing that it does has an effect. */
class Died extends Error {}

/** A process that dies after a number of effects: of transactions, statements and requests to Stripe. */
export interface Mortal {
  process: TestWorld
  /** It lives, until after so many effects more, or the first one of a name; for ever without either. */
  live(effects?: number, after?: string): void
  /** Nothing that it has under way has an effect any more. */
  die(): void
  isDead(): boolean
  /** What it has done since `live`, by name. */
  done(): string[]
}

/** Another process of the installation, every effect of which is counted: it can die between each two. */
export async function mortal(till: BilledWorld, options: TestOptions): Promise<Mortal> {
  let left = Number.POSITIVE_INFINITY
  let lastOne: string | undefined
  let done: string[] = []
  const ensureAlive = () => {
    if (left <= 0) throw new Died()
  }
  /** Before it is done the process may have died, and after it was done, so that nobody learns what came of it. */
  const effect: Effect = async (name, act) => {
    ensureAlive()
    const result = await act()
    ensureAlive()
    done.push(name)
    left = name === lastOne ? 0 : left - 1
    ensureAlive()
    return result
  }
  // What it has at hand when it dies is another's in due time.
  const process = await till.another({ ...options, leaseSeconds: usualLeaseSeconds })
  const { db, payments } = process.world
  if (!payments) throw new Error('a process without payments')
  Object.assign(db, counted(db, effect, ensureAlive))
  for (const [name, does] of Object.entries(payments))
    if (typeof does === 'function' && name !== 'readEvent')
      Object.assign(payments, {
        [name]: (...given: unknown[]) => effect(name, async () => Reflect.apply(does, payments, given)),
      })
  return {
    process,
    live: (most = Number.POSITIVE_INFINITY, after) => {
      left = most
      lastOne = after
      done = []
    },
    die: () => {
      left = 0
    },
    isDead: () => left <= 0,
    done: () => done,
  }
}

type Effect = <T>(name: string, act: () => Promise<T>) => Promise<T>

/** What a process does by the clock, whatever anybody asks of it: no step of any story. */
const byItself = /keep_logs|orphaned_replies/

/** A transaction of a process that has died meanwhile is rolled back. */
function counted(
  { tenant, person, keeper, once, stranger }: Database,
  effect: Effect,
  ensureAlive: () => void,
): Database {
  const within =
    <Handle, T>(work: (handle: Handle) => Promise<T>) =>
    async (handle: Handle): Promise<T> => {
      const result = await work(handle)
      ensureAlive()
      return result
    }
  return {
    tenant: (workspace, work) => effect('tenant', () => tenant(workspace, within(work))),
    person: (account, work, workspace) => effect('person', () => person(account, within(work), workspace)),
    keeper: work => effect('keeper', () => keeper(within(work))),
    once: (workspace, ask, options) => effect('once', () => once(workspace, ask, options)),
    stranger: new Proxy(stranger, {
      apply: (statement, self, given) => {
        const ask = () => Reflect.apply(statement, self, given)
        if (!byItself.test(String(given[0]))) return effect('stranger', async () => ask())
        ensureAlive()
        return ask()
      },
    }),
  }
}

/** Lets a process sleep: what it wants of the database for itself waits, and whoever asks it is refused. */
export function sleeper({ world }: TestWorld): { sleep(): Promise<void>; wake(): void } {
  const { db } = world
  const { keeper, stranger } = db
  const underWay = new Set<Promise<unknown>>()
  let asleep: PromiseWithResolvers<void> | undefined
  Object.assign(db, {
    keeper: async (work: Parameters<Database['keeper']>[0]) => {
      while (asleep) await asleep.promise
      const doing = keeper(work)
      const over: Promise<unknown> = doing.catch(() => {}).then(() => underWay.delete(over))
      underWay.add(over)
      return doing
    },
    stranger: new Proxy(stranger, {
      apply: (statement, self, given) => {
        if (asleep) throw new Died()
        return Reflect.apply(statement, self, given)
      },
    }),
  })
  return {
    sleep: async () => {
      asleep = Promise.withResolvers()
      await Promise.all(underWay)
    },
    wake: () => {
      asleep?.resolve()
      asleep = undefined
    },
  }
}
