import { type Operation, session } from './operation.ts'
import * as policy from './policy.ts'
import type { RefusalCode } from './refusals.ts'

const refused: RefusalCode[] = [...session, 'forbidden', 'factor_demanded', 'confirmation_required']

/** The doors of the platform's privacy policy; its text is at `/privacy`. */
export const policyOperations = {
  policies: {
    method: 'get',
    path: '/v1/operator/policies',
    who: 'operator',
    status: 200,
    summary: 'Every version of the privacy policy, and whom it has reached',
    answer: policy.PublishedPolicies,
    refusals: refused,
  },
  policyDeliveries: {
    method: 'get',
    path: '/v1/operator/policies/{version}/deliveries',
    who: 'operator',
    status: 200,
    summary: 'Whom a significant version was told, and whether its mail and its words reached them',
    answer: policy.PolicyDeliveries,
    refusals: [...refused, 'not_found'],
  },
  previewPolicy: {
    method: 'post',
    path: '/v1/operator/policies/preview',
    who: 'operator',
    status: 200,
    summary: 'See how a text would read as the next version; nothing is kept',
    body: policy.PreviewPolicy,
    answer: policy.PolicyPreview,
    refusals: refused,
  },
  publishPolicy: {
    method: 'post',
    path: '/v1/operator/policies',
    who: 'operator',
    confirmed: true,
    status: 201,
    summary:
      'Publish the next version; a significant one is told to every account, and visitors are asked anew',
    body: policy.PublishPolicy,
    answer: policy.PublishedPolicies,
    refusals: [...refused, 'already_there'],
  },
  readPolicy: {
    method: 'post',
    path: '/v1/account/policy',
    who: 'account',
    status: 204,
    summary: 'Say that a version of the privacy policy was read',
    body: policy.ReadPolicy,
    refusals: session,
  },
} as const satisfies Record<string, Operation>
