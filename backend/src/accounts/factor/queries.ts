import type { Person } from '../../db/tenancy.ts'

/** Offers the handle's account a sealed secret; false: it has a factor in force. */
export async function offerSecret(person: Person, sealed: Buffer): Promise<boolean> {
  const [row] = await person<{ offered: boolean }[]>`select offer_factor(${sealed}) as offered`
  return row?.offered === true
}

/** The sealed secret that the handle's account is offered, held so that no other form of it comes in between. */
export async function offeredSecret(person: Person): Promise<Uint8Array | undefined> {
  const [row] = await person<{ sealed: Uint8Array }[]>`
    select sealed_secret as sealed from second_factors
    where account_id = ${person.account} and confirmed_at is null
    for update
  `
  return row?.sealed
}

/** A second factor that sign-in asks for: its sealed secret, and since when. */
export interface Factor {
  sealed: Uint8Array
  since: Date
}

/** The second factor of the handle's account that is in force. */
export async function factorInForce(person: Person): Promise<Factor | undefined> {
  const [row] = await person<Factor[]>`
    select sealed_secret as sealed, confirmed_at as since from second_factors
    where account_id = ${person.account} and confirmed_at is not null
  `
  return row
}

/** Takes a step for good: none up to it is taken again. Of many who present its code at once, one alone does. */
export async function takeStep(person: Person, step: number): Promise<boolean> {
  const { count } = await person`
    update second_factors set last_step = ${step}
    where account_id = ${person.account} and confirmed_at is not null and last_step < ${step}
  `
  return count > 0
}

/** Puts the secret that was offered into force, if it still is the one, with the step that proved it. */
export async function putIntoForce(person: Person, sealed: Uint8Array, step: number): Promise<boolean> {
  const { count } = await person`
    update second_factors set confirmed_at = ${person.now}, last_step = ${step}
    where account_id = ${person.account} and confirmed_at is null and sealed_secret = ${sealed}
  `
  return count > 0
}

/** Takes the factor in force away, its recovery codes with it, and from all sessions that they were opened by it. */
export async function deleteFactor(person: Person): Promise<boolean> {
  const { count } = await person`
    delete from second_factors where account_id = ${person.account} and confirmed_at is not null
  `
  await person`update sessions set factor = false where account_id = ${person.account} and factor`
  return count > 0
}

/** Puts codes in the place of all that there were; of many who do so at once, the last one's are left. */
export async function replaceRecoveryCodes(person: Person, hashes: Buffer[]): Promise<void> {
  await person`select from second_factors where account_id = ${person.account} for update`
  await person`delete from recovery_codes where account_id = ${person.account}`
  for (const hash of hashes)
    await person`insert into recovery_codes (account_id, hash) values (${person.account}, ${hash})`
}

/** Takes a recovery code, once. */
export async function takeRecoveryCode(person: Person, hash: Buffer): Promise<boolean> {
  const { count } = await person`
    update recovery_codes set used_at = ${person.now}
    where account_id = ${person.account} and hash = ${hash} and used_at is null
  `
  return count > 0
}
