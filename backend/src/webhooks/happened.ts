import type { WebhookEvent } from '@atavus/contract/workspace'
import type { Tenant } from '../db/tenancy.ts'
import { tellWebhooks } from './queries.ts'

/** What webhooks are told about: ids, figures and fixed words, never what a person wrote. */
export type Facts = Record<string, string | number>

/** The subject of a job that tells it to every webhook that asked. */
export interface Happening {
  event: WebhookEvent
  data: Facts
  /** When it happened, as the database writes a moment. */
  at: string
}

interface Options {
  /** When it will have happened, if nothing comes between; now when none is given. */
  at?: Date
  /** Of two with one key that both still wait there is one, the later. It names by its id what it is about. */
  key?: string
}

/**
 * Tells the workspace's webhooks that something happened, within the handle's transaction: what is rolled back is told
 * to nobody. Where no webhook asked for the event, nothing is put in line.
 */
export const happened = (
  tenant: Tenant,
  event: WebhookEvent,
  data: Facts,
  { at = tenant.now, key }: Options = {},
): Promise<void> => tellWebhooks(tenant, event, data, at, key ?? null)

/** Tells them that a visitor of an assistant made use of a right (GDPR Art. 15–17, 20, 21 and 7(3)). */
export const rightsRequested = (
  tenant: Tenant,
  assistant: string,
  right: 'access' | 'rectification' | 'portability' | 'erasure' | 'objection' | 'withdrawal',
): Promise<void> => happened(tenant, 'rights.requested', { assistant, right })
