import type { Notice } from '@atavus/contract/chat'
import type { Policy } from '../assistants/policies.ts'
import { recipients } from '../egress/recipients.ts'
import type { Settings } from '../settings.ts'
import type { ConsentRow } from './queries.ts'

/**
 * The body of a consent receipt, with the fields of ISO/IEC TS 27560 as far as they apply here. The principal is
 * a pseudonym of this one site; nothing in it names the visitor. `site` is the public key that they came by.
 */
export function receiptBody(
  consent: Omit<ConsentRow, 'receipt'>,
  policy: Policy,
  notice: Notice,
  { operator, url }: Settings,
  site: string,
) {
  const retention = `P${policy.retentionDays}D`
  return {
    schema: 'atavus-receipt/1',
    receiptId: consent.id,
    recordId: consent.id,
    iat: Math.floor(consent.givenAt.getTime() / 1000),
    principal: consent.visitorId,
    site,
    origin: consent.origin,
    controller: { name: policy.controllerName, contact: policy.controllerContact, role: 'controller' },
    processor: {
      name: operator.name,
      address: operator.address,
      contact: operator.contact,
      role: 'processor',
    },
    notice: { sha256: notice.hash, language: notice.language, policy: notice.policyUrl },
    purposes: [
      {
        id: 'chat',
        state: 'given',
        basis: 'Art. 6(1)(a)',
        retention,
        location: operator.country,
        recipients: [],
      },
      ...remoteModel(consent, policy),
      {
        id: 'history',
        state: consent.history ? 'given' : 'refused',
        basis: 'Art. 6(1)(a)',
        location: 'this device',
      },
    ],
    event: {
      type: 'expressed',
      method: 'click',
      at: consent.givenAt.toISOString(),
      validUntil: consent.validUntil.toISOString(),
      gpc: consent.gpc,
      identified: consent.identified,
    },
    age: { claim: '18+', method: 'self' },
    aiDisclosureShown: true,
    withdraw: {
      where: 'menu of the chat',
      url: `${url}/v1/chat/consents/withdraw`,
      effect: 'at once, also on a running answer',
    },
    rights:
      'access, rectification, erasure, objection, portability: in the menu of the chat, or through the controller',
  }
}

/** Named only where the notice named it; what identifies a person is replaced before it goes there. */
function remoteModel({ remote }: Pick<ConsentRow, 'remote'>, { model }: Policy) {
  const recipient = recipients[model]
  if (!recipient) return []
  return [
    {
      id: 'remote-model',
      state: remote ? 'given' : 'refused',
      basis: 'Art. 6(1)(a)',
      retention: 'by the recipient’s own terms',
      location: recipient.country,
      recipients: [{ ...recipient, transfer: 'third country, Art. 49(1)(a)' }],
    },
  ]
}
