import type { WebhookEvent } from '@atavus/contract/workspace'
import { words } from '../words/words.ts'

/** All that a webhook may be told. The contract's own list comes with its schemas, which no screen needs. */
export const events = Object.keys(words.webhooks.about) as WebhookEvent[]
