import type { Database } from '../../db/tenancy.ts'
import type { World } from '../../world.ts'

/** How often, since `begin`, the database was asked while it was not at something else already. */
export interface Waits {
  begin(): void
  count(): number
}

/** What comes after the turn has opened, and nobody waits for. */
const beside = /count_use/
/** A transaction that goes on has these at least: it begins, asks and commits. */
const inTransaction = 3

/** Counts, from now on, what a world asks of its database one after the other; what is asked together is one. */
export function countWaits(world: World): Waits {
  let open = 0
  let waits = 0
  const asked = async <T>(work: () => PromiseLike<T>, trips = 1): Promise<T> => {
    if (open++ === 0) waits += trips
    return Promise.resolve(work()).finally(() => open--)
  }
  const { once, tenant, stranger }: Database = { ...world.db }
  Object.assign(world.db, {
    tenant: (...[workspace, work]: Parameters<Database['tenant']>) =>
      asked(() => tenant(workspace, work), inTransaction),
    once: (...[workspace, ask, options]: Parameters<Database['once']>) => {
      let leave = () => {}
      const begun = once(
        workspace,
        handle => {
          const statements = ask(handle)
          if (!statements.every(isBeside))
            void asked(
              () =>
                new Promise<void>(resolve => {
                  leave = resolve
                }),
            )
          return statements
        },
        options,
      )
      return begun.finally(() => leave())
    },
    stranger: new Proxy(stranger, {
      apply: (target, self, words) =>
        asked(() => Reflect.apply(target as never, self, words) as PromiseLike<unknown>),
    }),
  })
  return {
    begin: () => {
      waits = 0
    },
    count: () => waits,
  }
}

/** By its words, which postgres.js keeps with a statement; one without them counts as waited for. */
const isBeside = (statement: object): boolean =>
  'strings' in statement && Array.isArray(statement.strings) && beside.test(statement.strings.join())
