import { randomBytes } from 'node:crypto'
import type { FactorOffer } from '@atavus/contract/account'
import type { z } from 'zod'
import type { Person } from '../db/tenancy.ts'
import { UnknownMaster } from '../lib/master.ts'
import { Refusal } from '../lib/refusal.ts'
import { hasRoom, limited, takeSilently } from '../limits/limit.ts'
import type { World } from '../world.ts'
import {
  deleteFactor,
  factorInForce,
  offeredSecret,
  offerSecret,
  putIntoForce,
  replaceRecoveryCodes,
  takeRecoveryCode,
  takeStep,
} from './factor/queries.ts'
import { notify } from './notify.ts'
import { newRecoveryCodes, plainCode, recoveryHash } from './recovery-codes.ts'
import type { Seen } from './seen.ts'
import { markConfirmed } from './sessions/queries.ts'
import { endOthers } from './sessions.ts'
import { inSession } from './standing.ts'
import { base32, totpStep, totpUri } from './totp.ts'

/** As long as the MAC it is for (RFC 4226, 4). */
const secretBytes = 20
/** At this rate it takes years to guess six digits, of which three codes hold at a time. */
const guesses = { burst: 10, every: 360 }
const day = 24 * 60 * 60
/** Wrong codes that an owner may show by mistake before the account is told of them. */
const mistyped = { burst: 9, every: day / 9 }

/** Who shows a code: an account, in one of its sessions. */
interface Holder {
  account: string
  session: string
}

/**
 * Asks for the second factor of an account that has one: a code of its authenticator or a recovery code, each taken
 * once. Refuses with `second_factor_required` where none was shown, `second_factor_wrong`, or `too_many_requests` after
 * ten tries in an hour.
 *
 * @returns since when the factor that was shown is in force; null when there is none
 */
export async function proveFactor(
  world: World,
  account: string,
  code: string | undefined,
  seen: Seen,
): Promise<Date | null> {
  const factor = await world.db.person(account, factorInForce)
  if (!factor) return null
  if (code === undefined) throw new Refusal('second_factor_required')
  await takeSilently(world, [limited(world, 'second-factor', account, guesses)])
  const secret = secretOf(world, account, factor.sealed)
  const { address } = seen
  if (secret && (await world.db.person(account, person => takeTotp(person, secret, code))))
    return factor.since
  if (await world.db.person(account, person => takeRecovery(world, person, code, seen))) {
    world.logs.security('recovery_code_used', { account, address })
    return factor.since
  }
  world.logs.security('second_factor_wrong', { account, address })
  await tellOfGuesses(world, account, seen)
  throw new Refusal('second_factor_wrong')
}

/**
 * Undefined where a restore brought it back under a master key that is gone by now: recovery codes go on being taken,
 * and a new factor can be set up with one.
 */
function secretOf(world: World, account: string, sealed: Uint8Array): Buffer | undefined {
  try {
    return world.secrets.master.open('factor', [account], sealed)
  } catch (error) {
    if (!(error instanceof UnknownMaster)) throw error
    world.log('warn', 'factor_unreadable')
    return undefined
  }
}

/** Who comes so far knows the password, which its owner must hear of; not every time that they mistype, though. */
async function tellOfGuesses(world: World, account: string, { language }: Seen): Promise<void> {
  if (await hasRoom(world, [limited(world, 'second-factor:mistyped', account, mistyped)])) return
  if (!(await hasRoom(world, [limited(world, 'second-factor:told', account, { burst: 1, every: day })])))
    return
  await world.db.person(account, person => notify(person, 'second-factor-tried', language))
}

async function takeTotp(person: Person, secret: Buffer, code: string): Promise<boolean> {
  const step = totpStep(secret, plainCode(code), person.now)
  return step !== undefined && takeStep(person, step)
}

async function takeRecovery(
  world: World,
  person: Person,
  code: string,
  { language }: Seen,
): Promise<boolean> {
  const hash = recoveryHash(world.secrets.pepper, person.account, code)
  const taken = await takeRecoveryCode(person, hash)
  if (taken) await notify(person, 'recovery-code-used', language)
  return taken
}

/**
 * Offers a new secret for an authenticator, for a quarter of an hour; the one that was offered before is void. Refuses
 * with `already_there` where a factor is in force, or `unauthenticated` when the session has ended meanwhile.
 */
export async function offerFactor(
  world: World,
  { account, session }: Holder,
  email: string,
): Promise<z.infer<typeof FactorOffer>> {
  const bytes = randomBytes(secretBytes)
  const sealed = world.secrets.master.seal('factor', [account], bytes)
  await world.db.person(account, async person => {
    await inSession(person, session)
    if (!(await offerSecret(person, sealed))) throw new Refusal('already_there')
  })
  const secret = base32(bytes)
  return { secret, uri: totpUri(secret, { url: world.settings.url, email }) }
}

/**
 * Puts the offered secret into force by a code of it, and ends the account's other sessions, which were opened by a
 * password alone. Refuses with `not_found` when nothing is on offer (any more), `second_factor_wrong`, or
 * `unauthenticated` when the session has ended meanwhile.
 *
 * @returns the recovery codes, which can be shown this once
 */
export async function confirmFactor(
  world: World,
  { account, session }: Holder,
  code: string,
  { address, language }: Seen,
): Promise<string[]> {
  const codes = await world.db.person(account, async person => {
    await inSession(person, session)
    const sealed = await offeredSecret(person)
    if (!sealed) throw new Refusal('not_found')
    const secret = world.secrets.master.open('factor', [account], sealed)
    const step = totpStep(secret, plainCode(code), person.now)
    if (step === undefined || !(await putIntoForce(person, sealed, step)))
      throw new Refusal('second_factor_wrong')
    await markConfirmed(person, session, true)
    await endOthers(person, session)
    await notify(person, 'factor-added', language)
    return handOut(world, person)
  })
  world.logs.security('factor_added', { account, address })
  return codes
}

/** Refuses with `not_found` when no factor is in force, or `unauthenticated` when the session has ended meanwhile. */
export async function removeFactor(
  world: World,
  { account, session }: Holder,
  { address, language }: Seen,
): Promise<void> {
  await world.db.person(account, async person => {
    await inSession(person, session)
    if (!(await deleteFactor(person))) throw new Refusal('not_found')
    await notify(person, 'factor-removed', language)
  })
  world.logs.security('factor_removed', { account, address })
}

/** New recovery codes in the place of the old ones. Refuses as `removeFactor` does. */
export const renewRecoveryCodes = (world: World, { account, session }: Holder): Promise<string[]> =>
  world.db.person(account, async person => {
    if (!(await inSession(person, session)).factor) throw new Refusal('not_found')
    return handOut(world, person)
  })

async function handOut(world: World, person: Person): Promise<string[]> {
  const codes = newRecoveryCodes()
  const hashes = codes.map(code => recoveryHash(world.secrets.pepper, person.account, code))
  await replaceRecoveryCodes(person, hashes)
  return codes
}
