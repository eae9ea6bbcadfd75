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

/** Authenticators that were offered and not confirmed while the offer stood. */
export const deleteFactorOffers = (keeper: Keeper) =>
  keeper`
    delete from second_factors
    where confirmed_at is null and offered_at <= ${keeper.now}::timestamptz - interval '15 minutes'
  `.then(rows => rows.count)

/** Deletes what was asked for by whoever never opened the link. */
export const deleteSignUps = (keeper: Keeper, most: number) =>
  keeper`
    delete from sign_ups where id in (select id from sign_ups where expires_at <= ${keeper.now} limit ${most})
  `.then(rows => rows.count)

export const deleteAccountLinks = (keeper: Keeper) =>
  keeper`delete from account_links where expires_at <= ${keeper.now}`.then(rows => rows.count)

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

/** Days after its moment when a job that nobody could do is no more; who was to be charged no more is never left. */
const jobDays = 7

export const deleteJobs = (keeper: Keeper) =>
  keeper`
    delete from jobs
    where run_at <= ${keeper.now}::timestamptz - make_interval(days => ${jobDays}) and kind <> 'customer-end'
  `.then(rows => rows.count)

/** Deletes a batch of what webhooks were sent and whose days are over. */
export const deleteDeliveries = (keeper: Keeper, most: number) =>
  keeper`
    delete from deliveries where (workspace_id, id) in (
      select workspace_id, id from deliveries where expires_at <= ${keeper.now} limit ${most}
    )
  `.then(rows => rows.count)

/** Deletes a batch of mails that were not sent and whose day is over. */
export const deleteOutbox = (keeper: Keeper, most: number) =>
  keeper`
    delete from outbox where id in (
      select id from outbox where expires_at <= ${keeper.now} limit ${most}
    )
  `.then(rows => rows.count)

/** Deletes a batch of requests that are answered again no more. */
export const deleteNamedRequests = (keeper: Keeper, most: number) =>
  keeper`
    delete from idempotency where (workspace_id, key_hash) in (
      select workspace_id, key_hash from idempotency where expires_at <= ${keeper.now} limit ${most}
    )
  `.then(rows => rows.count)

/** In days: requests and what happened at the doors, an address in full, and who changed what. */
const logDays = 90
const addressDays = 7
const auditDays = 365

export const deleteApiLog = (keeper: Keeper, most: number) =>
  keeper`
    delete from api_log where id in (
      select id from api_log where at <= ${keeper.now}::timestamptz - make_interval(days => ${logDays}) order by at limit ${most}
    )
  `.then(rows => rows.count)

export const deleteSecurityLog = (keeper: Keeper, most: number) =>
  keeper`
    delete from security_log where id in (
      select id from security_log
      where at <= ${keeper.now}::timestamptz - make_interval(days => ${logDays}) order by at limit ${most}
    )
  `.then(rows => rows.count)

/** Takes the addresses out of a batch of happenings. */
export const forgetAddresses = (keeper: Keeper, most: number) =>
  keeper`
    update security_log set address = null where id in (
      select id from security_log
      where address is not null and at <= ${keeper.now}::timestamptz - make_interval(days => ${addressDays})
      order by at limit ${most}
    )
  `.then(rows => rows.count)

export const deleteAuditLog = (keeper: Keeper, most: number) =>
  keeper`
    delete from audit_log where (workspace_id, id) in (
      select workspace_id, id from audit_log
      where at <= ${keeper.now}::timestamptz - make_interval(days => ${auditDays}) order by at limit ${most}
    )
  `.then(rows => rows.count)

export const deleteOperatorLog = (keeper: Keeper, most: number) =>
  keeper`
    delete from operator_log where id in (
      select id from operator_log
      where at <= ${keeper.now}::timestamptz - make_interval(days => ${auditDays}) order by at limit ${most}
    )
  `.then(rows => rows.count)

export const deleteOperatorAccess = (keeper: Keeper, most: number) =>
  keeper`
    delete from operator_access where (workspace_id, id) in (
      select workspace_id, id from operator_access where expires_at <= ${keeper.now} limit ${most}
    )
  `.then(rows => rows.count)

/** Former secrets whose day is over. */
export const deleteIdentitySecrets = (keeper: Keeper) =>
  keeper`delete from identity_secrets where until <= ${keeper.now}`.then(rows => rows.count)

/** Subjects whose limits are all free again say nothing any more. */
export const deleteLimits = (keeper: Keeper) =>
  keeper`delete from limits where tat <= ${keeper.now}`.then(rows => rows.count)

export const deleteInvitations = (keeper: Keeper, most: number) =>
  keeper`
    delete from invitations where (workspace_id, id) in (
      select workspace_id, id from invitations where expires_at <= ${keeper.now} limit ${most}
    )
  `.then(rows => rows.count)

/** A process that has not heard for an hour has no stream of that time any more. */
export const deleteRevocations = (keeper: Keeper) =>
  keeper`
    delete from revocations where at <= ${keeper.now}::timestamptz - interval '1 hour'
  `.then(rows => rows.count)

const usageMonths = 25

/** Deletes a batch of counts older than they are kept: two years and the month to compare with. */
export const deleteUsage = (keeper: Keeper, most: number) =>
  keeper`
    delete from usage where (workspace_id, day, assistant_id, counter) in (
      select workspace_id, day, assistant_id, counter from usage
      where day < (${keeper.now}::timestamptz - make_interval(months => ${usageMonths}))::date
      limit ${most}
    )
  `.then(rows => rows.count)

const ceilingDays = 7

/** Deletes a batch of days against workspaces' ceilings that are over: no answer of them runs any more. */
export const deleteWorkspaceBudgets = (keeper: Keeper, most: number) =>
  keeper`
    delete from workspace_budgets where (workspace_id, day) in (
      select workspace_id, day from workspace_budgets
      where day < (${keeper.now}::timestamptz - make_interval(days => ${ceilingDays}))::date
      limit ${most}
    )
  `.then(rows => rows.count)

export const deleteMeters = (keeper: Keeper, most: number) =>
  keeper`
    delete from meters where (workspace_id, month) in (
      select workspace_id, month from meters
      where month < (${keeper.now}::timestamptz - make_interval(months => ${usageMonths}))::date
      limit ${most}
    )
  `.then(rows => rows.count)

const breachYears = 3

/** Breaches that were closed so long ago, with whom they touched. */
export const deleteBreaches = (keeper: Keeper) =>
  keeper`
    delete from breaches where closed_at < ${keeper.now}::timestamptz - make_interval(years => ${breachYears})
  `.then(rows => rows.count)

/** Longer than Stripe sends an event again, by itself (3 days) or when somebody asks it to (30 days). */
const eventDays = 35

export const deleteBillingEvents = (keeper: Keeper, most: number) =>
  keeper`
    delete from billing_events where id in (
      select id from billing_events
      where received_at < ${keeper.now}::timestamptz - make_interval(days => ${eventDays})
      limit ${most}
    )
  `.then(rows => rows.count)
