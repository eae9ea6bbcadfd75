/**
 * Every way in which the backend says no, with its HTTP status. Codes are stable; the words for them belong to
 * the screens. Sent as RFC 9457 problem documents: `{type, title, status, code}`.
 */
export const refusals = {
  invalid_request: 400,
  password_weak: 400,
  picture_unusable: 400,
  address_not_allowed: 400,
  signature_invalid: 400,
  unauthenticated: 401,
  token_expired: 401,
  key_invalid: 401,
  key_disabled: 401,
  key_in_browser: 401,
  identity_invalid: 401,
  sign_in_failed: 401,
  second_factor_required: 401,
  second_factor_wrong: 401,
  link_spent: 401,
  link_invalid: 401,
  origin_not_allowed: 403,
  consent_required: 403,
  adults_only: 403,
  forbidden: 403,
  confirmation_required: 403,
  confirmation_failed: 403,
  factor_demanded: 403,
  plan_limit: 403,
  invitation_for_other: 403,
  suspended: 403,
  plain_http: 403,
  not_found: 404,
  method_not_allowed: 405,
  consent_outdated: 409,
  message_id_reused: 409,
  email_taken: 409,
  username_taken: 409,
  not_yet: 409,
  refused_by_user: 409,
  last_owner: 409,
  last_key: 409,
  already_there: 409,
  too_many: 409,
  already_subscribed: 409,
  not_subscribed: 409,
  held: 409,
  breach_open: 409,
  breach_closed: 409,
  idempotency_in_progress: 409,
  too_large: 413,
  unsupported_media_type: 415,
  idempotency_key_reused: 422,
  too_many_requests: 429,
  budget_spent: 429,
  quota_spent: 429,
  too_many_answers: 429,
  broken: 500,
  busy: 503,
  billing_unavailable: 503,
} as const

export type RefusalCode = keyof typeof refusals

/** RFC 9457. `errors` names the fields of an `invalid_request`, `retryAfter` is in seconds. */
export interface Problem {
  type: string
  title: string
  status: number
  code: RefusalCode
  errors?: { path: string; problem: string }[]
  retryAfter?: number
}
