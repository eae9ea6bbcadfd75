import type { Keeper, Person, Tenant } from './tenancy.ts'

/** Lets the rest of the transaction take longer than a question may: it may be years of conversations that go, or are counted. */
export async function takeTime(handle: Tenant | Person | Keeper): Promise<void> {
  await handle`select set_config('statement_timeout', '60s', true)`
}
