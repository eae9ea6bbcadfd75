import type { dashboardOperations } from '@atavus/contract/dashboard-operations'
import type { Operation } from '@atavus/contract/operation'
import { withQuery } from './paths.ts'

type Operations = typeof dashboardOperations
type Method<N extends keyof Operations> = Uppercase<Operations[N]['method']>

/** The doors of the backend that these screens use; the type holds methods and paths against the contract. */
export const doors = {
  signUpTerms: ['GET', '/v1/accounts/terms'],
  signUp: ['POST', '/v1/accounts'],
  finishSignUp: ['POST', '/v1/accounts/verify'],
  askReset: ['POST', '/v1/accounts/reset'],
  resetPassword: ['POST', '/v1/accounts/reset/spend'],
  signIn: ['POST', '/v1/session'],
  signInByLink: ['POST', '/v1/session/link'],
  refreshSession: ['POST', '/v1/session/refresh'],
  signOut: ['DELETE', '/v1/session'],
  enterWorkspace: ['PATCH', '/v1/session'],
  confirmSession: ['POST', '/v1/session/confirm'],
  account: ['GET', '/v1/account'],
  changeAccount: ['PATCH', '/v1/account'],
  picture: ['GET', '/v1/pictures/{picture}'],
  changePassword: ['POST', '/v1/account/password'],
  changeEmail: ['POST', '/v1/account/email'],
  verifyEmail: ['POST', '/v1/accounts/email'],
  deleteAccount: ['POST', '/v1/account/delete'],
  sessions: ['GET', '/v1/account/sessions'],
  endOtherSessions: ['DELETE', '/v1/account/sessions'],
  endSession: ['DELETE', '/v1/account/sessions/{session}'],
  offerFactor: ['POST', '/v1/account/factor'],
  confirmFactor: ['POST', '/v1/account/factor/confirm'],
  removeFactor: ['DELETE', '/v1/account/factor'],
  newRecoveryCodes: ['POST', '/v1/account/factor/codes'],
  accountLog: ['GET', '/v1/account/log'],
  outbox: ['GET', '/v1/outbox'],
  breaches: ['GET', '/v1/operator/breaches'],
  recordBreach: ['POST', '/v1/operator/breaches'],
  changeBreach: ['PATCH', '/v1/operator/breaches/{breach}'],
  policies: ['GET', '/v1/operator/policies'],
  publishPolicy: ['POST', '/v1/operator/policies'],
  readPolicy: ['POST', '/v1/account/policy'],
  holds: ['GET', '/v1/holds'],
  makeHold: ['POST', '/v1/holds'],
  endHold: ['DELETE', '/v1/holds/{hold}'],
  operatorHold: ['POST', '/v1/operator/workspaces/{workspace}/holds'],
  endOperatorHold: ['DELETE', '/v1/operator/workspaces/{workspace}/holds'],
  retention: ['GET', '/v1/retention'],
  sweeps: ['GET', '/v1/operator/sweeps'],
  deleteChild: ['DELETE', '/v1/conversations/{conversation}/child'],
  operatorDeleteChild: ['POST', '/v1/operator/workspaces/{workspace}/conversations/{conversation}/child'],
  workspaceBreaches: ['GET', '/v1/breaches'],
  workspace: ['GET', '/v1/workspace'],
  changeWorkspace: ['PATCH', '/v1/workspace'],
  deleteWorkspace: ['POST', '/v1/workspace/delete'],
  members: ['GET', '/v1/members'],
  changeMember: ['PATCH', '/v1/members/{member}'],
  removeMember: ['DELETE', '/v1/members/{member}'],
  leaveWorkspace: ['DELETE', '/v1/account/memberships/{workspace}'],
  invitations: ['GET', '/v1/invitations'],
  invite: ['POST', '/v1/invitations'],
  withdrawInvitation: ['DELETE', '/v1/invitations/{invitation}'],
  seeInvitation: ['POST', '/v1/invitations/see'],
  acceptInvitation: ['POST', '/v1/invitations/accept'],
  triedAssistants: ['GET', '/v1/assistants/tried'],
  usage: ['GET', '/v1/usage'],
  exportUsage: ['GET', '/v1/usage/export'],
  tracedUsage: ['GET', '/v1/usage/conversations'],
  apiLog: ['GET', '/v1/logs/api'],
  securityLog: ['GET', '/v1/logs/security'],
  auditLog: ['GET', '/v1/logs/audit'],
  apiKeys: ['GET', '/v1/keys'],
  makeApiKey: ['POST', '/v1/keys'],
  changeApiKey: ['PATCH', '/v1/keys/{key}'],
  rotateApiKey: ['POST', '/v1/keys/{key}/rotate'],
  deleteApiKey: ['DELETE', '/v1/keys/{key}'],
  publicKeys: ['GET', '/v1/assistants/{assistant}/keys'],
  makePublicKey: ['POST', '/v1/assistants/{assistant}/keys'],
  changePublicKey: ['PATCH', '/v1/assistants/{assistant}/keys/{key}'],
  deletePublicKey: ['DELETE', '/v1/assistants/{assistant}/keys/{key}'],
  makeIdentitySecret: ['POST', '/v1/assistants/{assistant}/identity'],
  removeIdentitySecret: ['DELETE', '/v1/assistants/{assistant}/identity'],
  assistants: ['GET', '/v1/assistants'],
  createAssistant: ['POST', '/v1/assistants'],
  assistant: ['GET', '/v1/assistants/{assistant}'],
  changeAssistant: ['PATCH', '/v1/assistants/{assistant}'],
  deleteAssistant: ['DELETE', '/v1/assistants/{assistant}'],
  previewAssistant: ['POST', '/v1/assistants/{assistant}/preview'],
  models: ['GET', '/v1/models'],
  proposedContacts: ['GET', '/v1/assistants/{assistant}/contacts'],
  tryMask: ['POST', '/v1/assistants/{assistant}/mask'],
  documents: ['GET', '/v1/assistants/{assistant}/documents'],
  addDocument: ['POST', '/v1/assistants/{assistant}/documents'],
  document: ['GET', '/v1/assistants/{assistant}/documents/{document}'],
  changeDocument: ['PATCH', '/v1/assistants/{assistant}/documents/{document}'],
  deleteDocument: ['DELETE', '/v1/assistants/{assistant}/documents/{document}'],
  conversations: ['GET', '/v1/conversations'],
  exportConversations: ['GET', '/v1/conversations/export'],
  conversation: ['GET', '/v1/conversations/{conversation}'],
  sentPrompt: ['GET', '/v1/conversations/{conversation}/answers/{answer}/prompt'],
  deleteConversation: ['DELETE', '/v1/conversations/{conversation}'],
  webhooks: ['GET', '/v1/webhooks'],
  makeWebhook: ['POST', '/v1/webhooks'],
  changeWebhook: ['PATCH', '/v1/webhooks/{webhook}'],
  deleteWebhook: ['DELETE', '/v1/webhooks/{webhook}'],
  testWebhook: ['POST', '/v1/webhooks/{webhook}/test'],
  deliveries: ['GET', '/v1/webhooks/{webhook}/deliveries'],
  billing: ['GET', '/v1/billing'],
  changeBilling: ['PATCH', '/v1/billing'],
  refreshBilling: ['POST', '/v1/billing/refresh'],
  plans: ['GET', '/v1/billing/plans'],
  startCheckout: ['POST', '/v1/billing/checkout'],
  openPortal: ['POST', '/v1/billing/portal'],
  invoices: ['GET', '/v1/billing/invoices'],
  operatorBilling: ['GET', '/v1/operator/billing'],
  compareBilling: ['POST', '/v1/operator/billing/compare'],
  operatorOverview: ['GET', '/v1/operator'],
  operatedWorkspaces: ['GET', '/v1/operator/workspaces'],
  suspendWorkspace: ['PATCH', '/v1/operator/workspaces/{workspace}'],
  operatedAccounts: ['GET', '/v1/operator/accounts'],
  suspendAccount: ['PATCH', '/v1/operator/accounts/{account}'],
  operatorAccess: ['POST', '/v1/operator/workspaces/{workspace}/access'],
  operatedConversations: ['GET', '/v1/operator/workspaces/{workspace}/conversations'],
  operatedConversation: ['GET', '/v1/operator/workspaces/{workspace}/conversations/{conversation}'],
  platformApiLog: ['GET', '/v1/operator/logs/api'],
  platformSecurityLog: ['GET', '/v1/operator/logs/security'],
  platformAuditLog: ['GET', '/v1/operator/logs/audit'],
} as const satisfies {
  [N in keyof Operations]: readonly [Method<N>, Operations[N]['path']]
}

export type DoorName = keyof typeof doors

/** What a door's answer, body or query looks like, read off its schema (`_output`, `_input` are zod's). */
type Read<O extends Operation, K extends 'answer' | 'body' | 'query', Side extends '_output' | '_input'> =
  O extends Record<K, infer Schema> ? (Schema extends Record<Side, infer Data> ? Data : undefined) : undefined

export type Answer<N extends DoorName> = Read<Operations[N], 'answer', '_output'>
export type Body<N extends DoorName> = Read<Operations[N], 'body', '_input'>
export type Query<N extends DoorName> = Read<Operations[N], 'query', '_input'>

/** Fills the `{places}` of a door's path and adds the query; values that are empty or missing are left out. */
export function address(
  name: DoorName,
  places: Record<string, string> = {},
  query: Record<string, string | undefined> = {},
): string {
  const path = doors[name][1].replace(/\{(\w+)\}/g, (_, place: string) =>
    encodeURIComponent(places[place] ?? ''),
  )
  return withQuery(path, query)
}
