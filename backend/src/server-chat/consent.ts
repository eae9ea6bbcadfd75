import type { ServerConsent, ServerConsentGiven } from '@atavus/contract/server'
import type { z } from 'zod'
import type { Policy } from '../assistants/policies.ts'
import { noticeFor, noticeLanguage } from '../consent/notice.ts'
import { insertConsent } from '../consent/queries.ts'
import { receiptBody, sealReceipt } from '../consent/receipt.ts'
import { validDays } from '../consent/routes.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'

const dayMs = 24 * 60 * 60 * 1000
/** By so much a site's clock may be ahead of ours. */
const skewMs = 60_000

/**
 * Records the yes of a person as the site's server tells it, under the pseudonym that it has for them. `gpc`: the server
 * passed on that the person's browser asks not to share. Refuses with
 * `adults_only`, `consent_outdated`, and with `invalid_request` where the notice was not shown within the last day.
 */
export async function recordConsent(
  world: World,
  policy: Policy,
  person: string,
  told: ServerConsent,
  gpc: boolean,
): Promise<z.infer<typeof ServerConsentGiven>> {
  const givenAt = world.now()
  requireLately(new Date(told.shownOn), givenAt)
  if (!told.adult) throw new Refusal('adults_only')
  const notice = noticeFor(policy, world, noticeLanguage(told.language))
  if (notice.hash !== told.notice) throw new Refusal('consent_outdated')
  const validUntil = new Date(givenAt.getTime() + validDays * dayMs)
  const consent = {
    id: newId(givenAt),
    assistantId: policy.id,
    visitorId: person,
    noticeHash: notice.hash,
    history: false,
    remote: notice.remote !== null && told.purposes.remote === true,
    origin: placeOf(told.shownAt),
    language: told.language,
    gpc,
    preview: false,
    identified: false,
    voucher: null,
    codeHash: null,
    givenAt,
    validUntil,
    // As proof it outlives the last message that may be written under it.
    expiresAt: new Date(validUntil.getTime() + policy.retentionDays * dayMs),
  }
  const usual = receiptBody(consent, policy, notice, world.settings, { site: policy.key, code: null })
  const receipt = await world.tokens.attest(
    'consent-receipt',
    asTold(usual, policy, { ...told, shownAt: consent.origin }),
  )
  const kept = { ...consent, receipt: sealReceipt(policy.workspaceKey, consent.id, receipt) }
  await world.db.tenant(policy.workspace, tenant => insertConsent(tenant, kept, notice))
  return { consent: consent.id, receipt, validUntil: validUntil.toISOString() }
}

function requireLately(shownOn: Date, now: Date): void {
  const age = now.getTime() - shownOn.getTime()
  if (age >= -skewMs && age <= dayMs) return
  throw new Refusal('invalid_request', { errors: [{ path: 'shownOn', problem: 'not within the last day' }] })
}

/** Of an address only where it leads: what stands behind `?` and `#` may say who came, or hold their key. */
const placeOf = (shownAt: string): string =>
  /^[^\s?#]*[./:][^\s?#]*[?#]\S*$/.test(shownAt) ? shownAt.replace(/[?#].*$/, '') : shownAt

/** A receipt says how we know: from the site's server, which showed the notice and where the rights are asked for. */
function asTold(usual: ReturnType<typeof receiptBody>, policy: Policy, { shownAt, shownOn }: ServerConsent) {
  const { gpc, ...event } = usual.event
  const collected = 'by the site’s server, from you'
  return {
    ...usual,
    // A server that passed nothing on may not have looked.
    event: {
      ...event,
      method: 'recorded by the site’s server',
      collected,
      shownAt,
      shownOn,
      ...(gpc && { gpc }),
    },
    withdraw: { where: `through the controller: ${policy.controllerContact}`, effect: usual.withdraw.effect },
    rights: 'access, rectification, erasure, objection, portability: through the controller',
  }
}
