import type { Keeper } from '../db/tenancy.ts'

/** Moments whose partitions the messages written from now until two days on will need, for every term in use. */
export async function momentsAhead(keeper: Keeper): Promise<Date[]> {
  const rows = await keeper<{ moment: Date }[]>`
    select ${keeper.now}::timestamptz + make_interval(days => term.days + ahead.days) as moment
    from (select retention_days as days from assistants union select 1) as term, generate_series(0, 2) as ahead (days)
    group by moment
  `
  return rows.map(({ moment }) => moment)
}

/** Makes the partition in which messages that end at the moment lie, unless it stands. */
export const ensurePartition = (keeper: Keeper, moment: Date) =>
  keeper`select ensure_messages_partition(${moment})`

/**
 * Drops the oldest of the partitions of messages whose last day is over, if nobody reads just now; answers
 * whether it did and how many are left.
 */
export async function dropOldMessages(keeper: Keeper): Promise<{ dropped: boolean; remaining: number }> {
  const [row] = await keeper<{ dropped: boolean; remaining: number }[]>`
    select dropped, remaining from drop_messages_before(${keeper.now})
  `
  return row ?? { dropped: false, remaining: 0 }
}

/** Deletes a batch of messages past their moment whose partition still stands. */
export const deleteMessages = (keeper: Keeper, most: number) =>
  keeper`
    delete from messages where expires_at <= ${keeper.now} and (workspace_id, conversation_id, expires_at, id) in (
      select workspace_id, conversation_id, expires_at, id from messages where expires_at <= ${keeper.now} limit ${most}
    )
  `.then(rows => rows.count)

/** Deletes a batch of conversations whose last message is past its moment; their replies go with them. */
export const deleteConversations = (keeper: Keeper, most: number) =>
  keeper`
    delete from conversations where (workspace_id, id) in (
      select workspace_id, id from conversations where expires_at <= ${keeper.now} limit ${most}
    )
  `.then(rows => rows.count)

/** Deletes a batch of answers' rows past their moment, of conversations that go on. */
export const deleteReplies = (keeper: Keeper, most: number) =>
  keeper`
    delete from replies where (workspace_id, id) in (
      select workspace_id, id from replies where expires_at <= ${keeper.now} limit ${most}
    )
  `.then(rows => rows.count)

export const deleteConsents = (keeper: Keeper, most: number) =>
  keeper`
    delete from consents where (workspace_id, id) in (
      select workspace_id, id from consents where expires_at <= ${keeper.now} limit ${most}
    )
  `.then(rows => rows.count)

export const deleteSessions = (keeper: Keeper, most: number) =>
  keeper`
    delete from sessions where (account_id, id) in (
      select account_id, id from sessions where expires_at <= ${keeper.now} limit ${most}
    )
  `.then(rows => rows.count)

export const deleteSignInLinks = (keeper: Keeper) =>
  keeper`delete from sign_in_links where expires_at <= ${keeper.now}`.then(rows => rows.count)

/** Deletes a batch of what left whose oldest message is past its moment, though its answer may be kept. */
export const deleteSentPrompts = (keeper: Keeper, most: number) =>
  keeper`
    delete from sent_prompts where (workspace_id, reply_id) in (
      select workspace_id, reply_id from sent_prompts where expires_at <= ${keeper.now} limit ${most}
    )
  `.then(rows => rows.count)

const canaryDays = 90

export const deleteCanaryChecks = (keeper: Keeper) =>
  keeper`
    delete from canary_checks where at <= ${keeper.now}::timestamptz - make_interval(days => ${canaryDays})
  `.then(rows => rows.count)

/** Subjects whose limits are all free again say nothing any more. */
export const deleteLimits = (keeper: Keeper) =>
  keeper`delete from limits where tat <= ${keeper.now}`.then(rows => rows.count)
