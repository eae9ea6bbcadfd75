import type { Keeper } from '../../db/tenancy.ts'

/** Moments whose partitions the messages written from now until two days on will need, for every term in use. */
export async function momentsAhead(keeper: Keeper): Promise<Date[]> {
  const rows = await keeper<{ moment: Date }[]>`
    select ${keeper.now}::timestamptz + make_interval(days => term.days + ahead.days) as moment
    from (
      select retention_days as days from assistants
      union select own_days from accounts where own_days is not null
      union select 1
    ) as term, generate_series(0, 2) as ahead (days)
    group by moment
  `
  return rows.map(({ moment }) => moment)
}

/** Makes the partition in which messages that end at the moment lie, unless it stands. */
export const ensurePartition = (keeper: Keeper, moment: Date) =>
  keeper`select ensure_messages_partition(${moment})`

/** So many partitions at once: readers of messages wait for them together, some tens of milliseconds. */
const partitionsAtOnce = 10

/**
 * Drops the oldest of the partitions of messages whose last day is over and in which nothing is held, if nobody reads
 * just now; answers how many, and how many are left that could be dropped.
 */
export async function dropOldMessages(keeper: Keeper): Promise<{ dropped: number; remaining: number }> {
  const [row] = await keeper<{ dropped: number; remaining: number }[]>`
    select dropped, remaining from drop_messages_before(${keeper.now}, ${partitionsAtOnce})
  `
  return row ?? { dropped: 0, remaining: 0 }
}

/** The partitions of messages in which something may be over, the oldest first. */
export async function partitionsOver(keeper: Keeper): Promise<string[]> {
  const rows = await keeper<{ name: string }[]>`select name from message_partitions(${keeper.now}) as name`
  return rows.map(({ name }) => name)
}

/** Blocks of a partition at once: some thousand messages. */
const blocksAtOnce = 128

/** Removes what is over in some blocks of a partition; `next`: the block to go on with, null at its end. */
export async function removeMessages(
  keeper: Keeper,
  partition: string,
  first: number,
): Promise<{ removed: number; next: number | null }> {
  const [row] = await keeper<{ removed: number; next: number | null }[]>`
    select removed, next::float8 from remove_messages(${partition}, ${first}, ${blocksAtOnce}, ${keeper.now})
  `
  return row ?? { removed: 0, next: null }
}
