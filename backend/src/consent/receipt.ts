import type { Notice } from '@atavus/contract/chat'
import type { Policy } from '../assistants/policies.ts'
import { recipients } from '../egress/recipients.ts'
import { open, seal } from '../lib/seal.ts'
import type { Settings } from '../settings.ts'
import { noticeLanguage } from './notice.ts'
import type { ConsentRow, VisitorConsent } from './queries.ts'
import words from './words.json' with { type: 'json' }

/** The public key that a visitor came by, and the code of the receipt; none where a server speaks for its people. */
interface Given {
  site: string
  code: string | null
}

/**
 * The body of a consent receipt with the fields of ISO/IEC TS 27560 (record, principal, notice, parties, purposes with
 * their data, basis, retention, recipients and withdrawal, event) and what GDPR Art. 13 adds. The principal is a
 * pseudonym of this one site; nothing in it names the visitor.
 */
export function receiptBody(
  consent: Omit<ConsentRow, 'receipt'>,
  policy: Policy,
  notice: Notice,
  { operator, url }: Settings,
  { site, code }: Given,
) {
  const retention = `P${policy.retentionDays}D`
  const named = words[noticeLanguage(notice.language)].purposes
  return {
    schema: 'atavus-receipt/2',
    receiptId: consent.id,
    recordId: consent.id,
    iat: Math.floor(consent.givenAt.getTime() / 1000),
    iss: url,
    ...(code && { code }),
    principal: consent.visitorId,
    site,
    origin: consent.origin,
    jurisdiction: 'EU (GDPR)',
    controller: {
      name: policy.controllerName,
      ...(policy.controllerAddress && { address: policy.controllerAddress }),
      contact: policy.controllerContact,
      role: 'controller',
    },
    processor: {
      name: operator.name,
      address: operator.address,
      contact: operator.contact,
      role: 'processor',
    },
    notice: {
      sha256: notice.hash,
      language: notice.language,
      url: `${url}/v1/chat/notices/${notice.hash}`,
      policy: notice.policyUrl,
    },
    purposes: [
      {
        id: 'chat',
        name: named.chat,
        state: 'given',
        basis: 'Art. 6(1)(a)',
        data: ['questions and answers', 'the site', 'the language'],
        specialCategories: 'none are asked for',
        automated: 'a machine answers; it decides nothing about you (Art. 22)',
        retention,
        location: operator.country,
        recipients: [],
      },
      ...remoteModel(consent, policy, named.remote),
      {
        id: 'history',
        name: named.history,
        state: consent.history ? 'given' : 'refused',
        basis: 'Art. 6(1)(a)',
        data: ['the token of the chat'],
        retention: 'P30D after its last use',
        location: 'this device',
        recipients: [],
      },
    ],
    event: {
      type: 'expressed',
      entity: consent.visitorId,
      method: 'click',
      collected: 'in the chat, from you',
      at: consent.givenAt.toISOString(),
      validUntil: consent.validUntil.toISOString(),
      duration: `P${Math.round((consent.validUntil.getTime() - consent.givenAt.getTime()) / dayMs)}D`,
      gpc: consent.gpc,
      identified: consent.identified,
    },
    age: { claim: '18+', method: 'self' },
    aiDisclosureShown: true,
    withdraw: {
      where: 'menu of the chat, or with the code of this receipt',
      url: `${url}/your-data`,
      effect: 'at once, also on a running answer',
    },
    rights:
      'access, rectification, erasure, objection, portability: in the menu of the chat, with the code of this receipt, or through the controller',
    authority: 'the supervisory authority of where you live (Art. 77)',
    verify: `${url}/.well-known/jwks.json`,
  }
}

/** A signed receipt as the database keeps it: its code opens what was said, which nobody may read there. */
export const sealReceipt = (workspaceKey: Buffer, consent: string, receipt: string): Buffer =>
  seal(workspaceKey, Buffer.from(receipt), `consent-receipt:${consent}`)

/** The signed receipt of a consent, compact JWS. */
export const openReceipt = (
  workspaceKey: Buffer,
  { id, receipt, sealed }: Pick<VisitorConsent, 'id' | 'receipt' | 'sealed'>,
): string => receipt ?? open(workspaceKey, sealed ?? Buffer.alloc(0), `consent-receipt:${id}`).toString()

const dayMs = 24 * 60 * 60 * 1000

/** Named only where the notice named it; what identifies a person is replaced before it goes there. */
function remoteModel({ remote }: Pick<ConsentRow, 'remote'>, { model }: Policy, name: string) {
  const recipient = recipients[model]
  if (!recipient) return []
  return [
    {
      id: 'remote-model',
      name: name.replace('{recipient}', recipient.name),
      data: ['questions, answers and matching pages, with placeholders for what identifies people'],
      state: remote ? 'given' : 'refused',
      basis: 'Art. 6(1)(a)',
      retention: 'by the recipient’s own terms',
      location: recipient.country,
      recipients: [{ ...recipient, transfer: 'third country, Art. 49(1)(a)' }],
    },
  ]
}
