import { bytesArray } from '../db/bytes.ts'
import { notice as news } from '../db/channel.ts'
import type { Keeper } from '../db/tenancy.ts'
import type { PlaceName } from '../lib/master.ts'

/** One sealed value, by the ids that it is bound to. */
export interface Sealed {
  ids: string[]
  sealed: Buffer
}

/** A value and the one that comes in its place. */
export interface Anew extends Sealed {
  anew: Buffer
}

type Part = ReturnType<Keeper>

/** Where each kind lies: its ids, as `places` wants them, and what is sealed. */
const rows: Record<PlaceName, (keeper: Keeper) => Part> = {
  workspace: keeper => keeper`select array[id::text] as ids, sealed_key as sealed from workspaces`,
  factor: keeper =>
    keeper`select array[account_id::text] as ids, sealed_secret as sealed from second_factors`,
  mail: keeper => keeper`select array[id::text] as ids, sealed from outbox`,
  answer: keeper => keeper`
    select array[encode(key_hash, 'hex'), encode(request_hash, 'hex')] as ids, sealed_answer as sealed from idempotency
  `,
  address: keeper => keeper`
    select array[id::text] as ids, decode(subject->>'sealed', 'base64') as sealed from jobs
    where kind = 'mail' and subject ? 'sealed'
  `,
  request: keeper => keeper`select array[id::text] as ids, sealed from requests`,
  reply: keeper => keeper`select array[id::text] as ids, answer as sealed from requests`,
}

/** Puts values in the places of those that they were made of, `one`; what has become another meanwhile stays. */
const puts: Record<PlaceName, (keeper: Keeper, one: Part) => Part> = {
  workspace: (keeper, one) => keeper`
    update workspaces t set sealed_key = one.anew from (${one}) one
    where t.id = one.id::uuid and t.sealed_key = one.sealed
  `,
  factor: (keeper, one) => keeper`
    update second_factors t set sealed_secret = one.anew from (${one}) one
    where t.account_id = one.id::uuid and t.sealed_secret = one.sealed
  `,
  mail: (keeper, one) => keeper`
    update outbox t set sealed = one.anew from (${one}) one where t.id = one.id::uuid and t.sealed = one.sealed
  `,
  answer: (keeper, one) => keeper`
    update idempotency t set sealed_answer = one.anew from (${one}) one
    where t.key_hash = decode(one.id, 'hex') and t.sealed_answer = one.sealed
  `,
  address: (keeper, one) => keeper`
    update jobs t set subject = jsonb_set(t.subject, '{sealed}', to_jsonb(translate(encode(one.anew, 'base64'), e'\n', '')))
    from (${one}) one
    where t.id = one.id::uuid and decode(t.subject->>'sealed', 'base64') = one.sealed
  `,
  request: (keeper, one) => keeper`
    update requests t set sealed = one.anew from (${one}) one where t.id = one.id::uuid and t.sealed = one.sealed
  `,
  reply: (keeper, one) => keeper`
    update requests t set answer = one.anew from (${one}) one where t.id = one.id::uuid and t.answer = one.sealed
  `,
}

/** What a sealed value begins with, in hex: it says under which master key it is (`headIn`). */
const head = (keeper: Keeper) => keeper`
  encode(substr(r.sealed, 1, case when substr(r.sealed, 1, 1) = '\x01' then 1 else 5 end), 'hex')
`

/** Up to `most` values of a kind that begin in one of these ways, in the order of their ids, from after `after` on. */
export const sealedUnder = (
  keeper: Keeper,
  place: PlaceName,
  { heads, after, most }: { heads: string[]; after: string[]; most: number },
) => keeper<Sealed[]>`
  select r.ids, r.sealed from (${rows[place](keeper)}) r
  where ${head(keeper)} = any(${heads}) and r.ids > ${after}::text[]
  order by r.ids
  limit ${most}
`

/** Answers how many came in their places. */
export async function putAnew(keeper: Keeper, place: PlaceName, values: Anew[]): Promise<number> {
  const one: Part = keeper`
    select * from unnest(
      ${values.map(({ ids }) => ids[0] ?? '')}::text[],
      ${bytesArray(values.map(({ sealed }) => sealed))}::text[]::bytea[],
      ${bytesArray(values.map(({ anew }) => anew))}::text[]::bytea[]
    ) as one (id, sealed, anew)
  `
  const { count } = await puts[place](keeper, one)
  return count
}

/** How many values of a kind there are, by what they begin with. */
export const countSealed = (keeper: Keeper, place: PlaceName) =>
  keeper<{ head: string; count: number }[]>`
    select ${head(keeper)} as head, count(*)::int as count from (${rows[place](keeper)}) r
    where r.sealed is not null
    group by 1
  `

/** Says under which master key a process seals, and forgets those that live no more. */
export async function sayMaster(keeper: Keeper, process: number, master: Buffer): Promise<void> {
  await keeper`delete from sealing_processes where process not in (select living_processes())`
  await keeper`
    insert into sealing_processes as p (process, master, since) values (${process}, ${master}, ${keeper.now})
    on conflict (process) do update set master = excluded.master, since = excluded.since
    where p.master <> excluded.master
  `
}

/** How many living processes, but this one, do not seal under a master key, or began to only after a moment. */
export async function countBehind(
  keeper: Keeper,
  { own, master, until }: { own: number; master: Buffer; until: Date },
): Promise<number> {
  const [row] = await keeper<{ count: number }[]>`
    select count(*)::int as count
    from living_processes() l left join sealing_processes p on p.process = l
    where l <> ${own} and (p.process is null or p.master <> ${master} or p.since > ${until})
  `
  return row?.count ?? 0
}

/** One at a time changes the file of secrets, until its transaction ends. */
export async function lockSecrets(keeper: Keeper): Promise<void> {
  await keeper`select pg_advisory_xact_lock(hashtext('atavus.secrets'), 0)`
}

/** Tells all processes that the file of secrets is another. */
export async function tellSecrets(keeper: Keeper): Promise<void> {
  await keeper`select pg_notify('atavus', ${news({ type: 'secrets' })})`
}
