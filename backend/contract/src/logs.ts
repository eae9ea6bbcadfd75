import { z } from 'zod'

const who = z.object({
  kind: z.enum(['account', 'key', 'visitor', 'operator', 'platform', 'nobody']),
  id: z.uuid().nullable(),
  /** A username or a key's name; null where it is gone or there is none. */
  name: z.string().nullable(),
})

/** What the security log tells. */
export const securityEvents = [
  'signed_up',
  'signed_in',
  'sign_in_failed',
  'second_factor_wrong',
  'recovery_code_used',
  'signed_out',
  'session_ended',
  'session_replayed',
  'password_changed',
  'password_reset',
  'email_changed',
  'device_allowed',
  'device_refused',
  'factor_added',
  'factor_removed',
  'confirmation_failed',
  'access_denied',
  'limited',
  'key_in_browser',
  'identity_refused',
  'suspended',
  'resumed',
  'account_deleted',
  'signature_invalid',
] as const
export type SecurityEvent = (typeof securityEvents)[number]

export const SecurityLog = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      event: z.enum(securityEvents),
      account: z.object({ id: z.uuid(), username: z.string().nullable() }).nullable(),
      /** In full for seven days, then never again. */
      address: z.string().nullable(),
      /** A fixed word or a route's template, never what a person sent. */
      detail: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})

export const ApiLog = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      method: z.string(),
      /** The template: `/v1/assistants/:assistant`. */
      route: z.string(),
      status: z.number().int(),
      /** Milliseconds until the answer began. */
      ms: z.number().int(),
      by: who,
      /** The same for the same network on one day; tells nobody which. */
      network: z.string(),
    }),
  ),
  next: z.string().nullable(),
})

/** Who changed what in a workspace. */
export const auditActions = [
  'workspace.changed',
  'workspace.suspended',
  'workspace.resumed',
  'assistant.created',
  'assistant.changed',
  'assistant.deleted',
  'document.added',
  'document.changed',
  'document.deleted',
  'conversation.deleted',
  'conversations.exported',
  'conversation.read_by_operator',
  'prompt.read',
  'public_key.made',
  'public_key.changed',
  'public_key.deleted',
  'identity.made',
  'identity.removed',
  'api_key.made',
  'api_key.changed',
  'api_key.rotated',
  'api_key.deleted',
  'webhook.made',
  'webhook.changed',
  'webhook.deleted',
  'member.invited',
  'member.joined',
  'member.changed',
  'member.removed',
  'invitation.withdrawn',
  'plan.checkout_opened',
  'plan.portal_opened',
  'plan.changed',
  'plan.limit_chosen',
  'operator.access',
  'operator.added',
  'operator.removed',
  'hold.made',
  'hold.ended',
  'child.deleted',
  'request.answered',
  'request.extended',
  'request.recorded',
  'policy.published',
  'breach.recorded',
  'breach.changed',
  'breach.closed',
  'breach.told',
  'account.suspended',
  'account.resumed',
  'account.deleted',
  'account.of_child_deleted',
] as const
export type AuditAction = (typeof auditActions)[number]

export const AuditLog = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      by: who,
      action: z.enum(auditActions),
      /** What it was done to, by id. */
      target: z.uuid().nullable(),
      /** Which fields were changed; never their values. */
      fields: z.array(z.string()),
      /** Why, where an operator had to say so. */
      reason: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})
