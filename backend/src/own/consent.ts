import type { Notice } from '@atavus/contract/chat'
import type { OwnConsent, OwnConsentGiven } from '@atavus/contract/own'
import type { z } from 'zod'
import type { Policy } from '../assistants/policies.ts'
import { noticeLanguage, noticeLanguages, ownNoticeFor } from '../consent/notice.ts'
import { type ConsentRow, insertConsent, ownPlace } from '../consent/queries.ts'
import { receiptBody, sealReceipt } from '../consent/receipt.ts'
import { validDays } from '../consent/routes.ts'
import { newId } from '../lib/ids.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'
import type { Here } from './place.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Whether a notice is what an assistant's says today to whoever asks by an account. */
export const isCurrent = (world: World, policy: Policy, hash: string): boolean =>
  noticeLanguages.some(language => ownNoticeFor(policy, world, language).hash === hash)

/** Records an account's yes under its pseudonym. Refuses with `adults_only` and `consent_outdated`. */
export async function recordOwn(
  world: World,
  { policy, person, days }: Here,
  given: OwnConsent,
  gpc: boolean,
): Promise<z.infer<typeof OwnConsentGiven>> {
  const givenAt = world.now()
  if (!given.adult) throw new Refusal('adults_only')
  const notice = ownNoticeFor(policy, world, noticeLanguage(given.language))
  if (notice.hash !== given.notice) throw new Refusal('consent_outdated')
  const validUntil = new Date(givenAt.getTime() + validDays * dayMs)
  const consent = {
    id: newId(givenAt),
    assistantId: policy.id,
    visitorId: person,
    noticeHash: notice.hash,
    history: false,
    remote: notice.remote !== null && given.purposes.remote === true,
    origin: ownPlace,
    language: given.language,
    gpc,
    preview: false,
    identified: false,
    voucher: null,
    codeHash: null,
    givenAt,
    validUntil,
    // As proof it outlives the last message under it; one that has no term keeps it with itself.
    expiresAt: new Date(validUntil.getTime() + (days ?? validDays) * dayMs),
  }
  const receipt = await world.tokens.attest('consent-receipt', asGiven(world, consent, policy, notice))
  const kept = { ...consent, receipt: sealReceipt(policy.workspaceKey, consent.id, receipt) }
  await world.db.tenant(policy.workspace, tenant => insertConsent(tenant, kept, notice))
  return { consent: consent.id, receipt, validUntil: validUntil.toISOString() }
}

/** What differs from a visitor's: nothing is kept on a device for it, and the term and the rights are the account's. */
function asGiven(world: World, consent: Omit<ConsentRow, 'receipt'>, policy: Policy, notice: Notice) {
  const usual = receiptBody(consent, policy, notice, world.settings, { site: policy.key, code: null })
  const retention = 'as the settings of the account say'
  return {
    ...usual,
    purposes: usual.purposes
      .filter(({ id }) => id !== 'history')
      .map(purpose => ({
        ...purpose,
        data: [...purpose.data, 'the passages of pages that you send'],
        ...(purpose.id === 'chat' && { retention }),
      })),
    event: { ...usual.event, collected: 'in the browser extension, from you' },
    withdraw: { where: 'in the browser extension', effect: usual.withdraw.effect },
    rights:
      'access, rectification, erasure, objection, portability: in the browser extension and your account, or through the controller',
  }
}
