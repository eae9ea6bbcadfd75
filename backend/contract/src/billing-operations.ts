import * as billing from './billing.ts'
import { inWorkspace, type Operation, session } from './operation.ts'
import type { RefusalCode } from './refusals.ts'

const plans = [...inWorkspace, 'not_found'] as const
const stripe = [...plans, 'billing_unavailable'] as const

/** The doors of plans and payment. Without Stripe they are not there: each answers `not_found`. */
export const billingOperations = {
  billing: {
    method: 'get',
    path: '/v1/billing',
    who: 'workspace',
    right: 'billing:read',
    evenSuspended: true,
    status: 200,
    summary: 'The plan, what of it is used, and the subscription',
    answer: billing.Billing,
    refusals: [...plans],
  },
  changeBilling: {
    method: 'patch',
    path: '/v1/billing',
    who: 'workspace',
    right: 'billing:manage',
    evenSuspended: true,
    status: 200,
    summary: 'Choose what happens when the month’s messages are used',
    body: billing.BillingChange,
    answer: billing.Billing,
    refusals: [...plans],
  },
  refreshBilling: {
    method: 'post',
    path: '/v1/billing/refresh',
    who: 'workspace',
    right: 'billing:read',
    evenSuspended: true,
    status: 200,
    summary: 'Ask Stripe anew how the subscription stands',
    answer: billing.Billing,
    refusals: [...stripe],
  },
  plans: {
    method: 'get',
    path: '/v1/billing/plans',
    who: 'workspace',
    right: 'billing:read',
    evenSuspended: true,
    status: 200,
    summary: 'The plans on offer and their prices',
    answer: billing.Plans,
    refusals: [...stripe],
  },
  startCheckout: {
    method: 'post',
    path: '/v1/billing/checkout',
    who: 'workspace',
    right: 'billing:manage',
    status: 200,
    summary: 'A page of Stripe’s on which a plan is paid for',
    body: billing.CheckoutWish,
    answer: billing.StripePage,
    refusals: [...stripe, 'already_subscribed'],
  },
  openPortal: {
    method: 'post',
    path: '/v1/billing/portal',
    who: 'workspace',
    right: 'billing:manage',
    evenSuspended: true,
    status: 200,
    summary: 'A page of Stripe’s on which the subscription is changed, paid or cancelled',
    body: billing.PortalWish,
    answer: billing.StripePage,
    refusals: [...stripe, 'already_subscribed', 'not_subscribed'],
  },
  invoices: {
    method: 'get',
    path: '/v1/billing/invoices',
    who: 'workspace',
    right: 'billing:manage',
    evenSuspended: true,
    status: 200,
    summary: 'The newest invoices',
    answer: billing.Invoices,
    refusals: [...stripe],
  },
  operatorBilling: {
    method: 'get',
    path: '/v1/operator/billing',
    who: 'operator',
    status: 200,
    summary: 'How billing is doing',
    answer: billing.OperatorBilling,
    refusals: [...session, 'forbidden', 'factor_demanded', 'not_found'],
  },
  compareBilling: {
    method: 'post',
    path: '/v1/operator/billing/compare',
    who: 'operator',
    status: 202,
    summary: 'Compare every subscription with Stripe, now',
    refusals: [...session, 'forbidden', 'factor_demanded', 'not_found'],
  },
} as const satisfies Record<string, Operation>

/** What is refused with only where there are plans. */
export const billingRefusals: readonly RefusalCode[] = [
  'plan_limit',
  'quota_spent',
  'already_subscribed',
  'not_subscribed',
  'billing_unavailable',
  'signature_invalid',
]
