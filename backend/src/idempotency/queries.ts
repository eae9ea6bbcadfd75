import type { Tenant } from '../db/tenancy.ts'

/** One request under the name that its caller gave it. */
export interface Named {
  keyHash: Buffer
  requestHash: Buffer
  /** A new id each time it comes. */
  attempt: string
}

const leaseSeconds = 60
const keptHours = 24

export interface Taken {
  /** Whether it is to be done now. */
  taken: boolean
  /** Whether the name came with this very request before. */
  same: boolean
  /** How it was answered; null while it is being done, and where that is not known. */
  sealed: Buffer | null
  /** Whether an answer may still come. */
  waiting: boolean
}

/** Takes a request's name, so that nobody else does it; or finds who has it, and what came of it. */
export async function takeName(tenant: Tenant, { keyHash, requestHash, attempt }: Named): Promise<Taken> {
  const [row] = await tenant<Taken[]>`
    select taken, same, sealed, waiting from take_idempotency(
      ${keyHash}, ${requestHash}, ${attempt}, make_interval(secs => ${leaseSeconds}), make_interval(hours => ${keptHours})
    )
  `
  if (!row) throw new Error('a name without a row')
  return row
}

/** Keeps the answer of an attempt; nothing where another has the name by now. */
export const keepAnswer = (
  tenant: Tenant,
  { keyHash, attempt }: Named,
  sealed: Buffer,
  target: string | null,
) =>
  tenant`
    update idempotency set sealed_answer = ${sealed}, target = ${target}
    where workspace_id = ${tenant.workspace} and key_hash = ${keyHash} and attempt = ${attempt}
  `

/** Lets go of a name, so that the request may be tried again. */
export const releaseName = (tenant: Tenant, { keyHash, attempt }: Named) =>
  tenant`
    delete from idempotency
    where workspace_id = ${tenant.workspace} and key_hash = ${keyHash} and attempt = ${attempt}
  `
