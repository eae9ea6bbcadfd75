import { accountSources } from './accounts/life/mails.ts'
import { endCustomer } from './billing/ending.ts'
import { tellGrace } from './billing/grace.ts'
import { askAnew } from './billing/sync.ts'
import { remindOfBreach } from './breaches/remind.ts'
import { eraseReleased } from './erasure/released.ts'
import { rewriteFiles } from './erasure/rewrite.ts'
import type { Handlers } from './jobs/worker.ts'
import { sendMail } from './mail/send.ts'
import type { MailSources } from './mail/sources.ts'
import { warnOfBudget } from './metering/warn.ts'
import { noticeSources } from './notices/sources.ts'
import { warnOfQuota } from './plans/warn.ts'
import { policyMail, policyMailed, tellAccounts } from './policy/publish.ts'
import { requestMail } from './requests/mails.ts'
import { remindOfRequest } from './requests/remind.ts'
import { resealAll } from './sealing/reseal.ts'
import { deliver } from './webhooks/deliver.ts'
import { tellHappening } from './webhooks/tell.ts'
import { invitationMail } from './workspaces/invitations.ts'

/** How each mail finds whom it goes to: every domain brings those that it wants sent. */
const sources: MailSources = {
  ...noticeSources,
  ...accountSources,
  invitation: (world, { invitation }) => invitationMail(world, invitation),
  policy: (world, { account, version }) => policyMail(world, account, version),
  request: (world, { request, about }) => requestMail(world, request, about),
  ended: (world, subject, outcome) =>
    subject.mail === 'policy' ? policyMailed(world, subject, outcome) : undefined,
}

/** Who does the work of each kind of job. */
export const handlers: Handlers = {
  mail: sendMail(sources),
  happening: tellHappening,
  webhook: deliver,
  budget: warnOfBudget,
  quota: warnOfQuota,
  billing: askAnew,
  grace: tellGrace,
  'customer-end': endCustomer,
  breach: remindOfBreach,
  released: eraseReleased,
  rewrite: rewriteFiles,
  reseal: resealAll,
  policy: tellAccounts,
  request: remindOfRequest,
}
