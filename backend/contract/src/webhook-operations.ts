import { PageQuery } from './line.ts'
import { inWorkspace, type Operation } from './operation.ts'
import * as workspace from './workspace.ts'

const webhookPath = '/v1/webhooks/{webhook}'

/** The doors of what the owner's server is told. */
export const webhookOperations = {
  webhooks: {
    method: 'get',
    path: '/v1/webhooks',
    who: 'workspace',
    right: 'webhooks:manage',
    status: 200,
    summary: 'The workspace’s webhooks',
    answer: workspace.Webhooks,
    refusals: inWorkspace,
  },
  makeWebhook: {
    method: 'post',
    path: '/v1/webhooks',
    who: 'workspace',
    right: 'webhooks:manage',
    confirmed: true,
    status: 201,
    summary: 'Tell a server of the owner’s; the secret that signs is shown this once',
    body: workspace.NewWebhook,
    answer: workspace.WebhookMade,
    refusals: [...inWorkspace, 'confirmation_required', 'too_many', 'address_not_allowed'],
  },
  changeWebhook: {
    method: 'patch',
    path: webhookPath,
    who: 'workspace',
    right: 'webhooks:manage',
    status: 200,
    summary: 'Change a webhook, or switch it off and on',
    body: workspace.WebhookChange,
    answer: workspace.Webhook,
    refusals: [...inWorkspace, 'not_found', 'address_not_allowed'],
  },
  deleteWebhook: {
    method: 'delete',
    path: webhookPath,
    who: 'workspace',
    right: 'webhooks:manage',
    status: 204,
    summary: 'Delete a webhook with its deliveries',
    refusals: [...inWorkspace, 'not_found'],
  },
  testWebhook: {
    method: 'post',
    path: `${webhookPath}/test`,
    who: 'workspace',
    right: 'webhooks:manage',
    status: 201,
    summary: 'Send a test event',
    answer: workspace.Delivery,
    refusals: [...inWorkspace, 'not_found'],
  },
  deliveries: {
    method: 'get',
    path: `${webhookPath}/deliveries`,
    who: 'workspace',
    right: 'webhooks:manage',
    status: 200,
    summary: 'What was sent, newest first; kept for 30 days',
    query: PageQuery,
    answer: workspace.Deliveries,
    refusals: [...inWorkspace, 'not_found'],
  },
} as const satisfies Record<string, Operation>
