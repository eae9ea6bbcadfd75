import type { RightsRequest } from '@atavus/contract/requests'
import type { Keeper, Tenant } from '../db/tenancy.ts'
import { Refusal } from '../lib/refusal.ts'
import type { World } from '../world.ts'
import { extendedDue } from './clock.ts'
import { mail, remindUntil } from './open.ts'
import { extend, keepAnswer, type RequestRow } from './queries.ts'
import { openAnswer, openAsked, sealAnswer } from './sealed.ts'

/** Answers a request that is open, and tells the person. Refuses with `already_there`. */
export async function answerRequest(
  world: World,
  handle: Tenant | Keeper,
  row: RequestRow,
  { outcome, words }: { outcome: 'done' | 'refused'; words: string },
): Promise<void> {
  const sealed = sealAnswer(world.secrets.master, row.id, words)
  if (!(await keepAnswer(handle, row.id, outcome, sealed))) throw new Refusal('already_there')
  const { contact, language } = openAsked(world.secrets.master, row.id, row.sealed)
  if (contact) await mail(handle, row.id, 'answered', language)
}

/** Takes two months longer, once and before its day (GDPR Art. 12(3)); its clock goes on to the new one. Refuses with `already_there`. */
export async function extendRequest(
  world: World,
  handle: Tenant | Keeper,
  row: RequestRow,
  reason: string,
): Promise<void> {
  const due = extendedDue(row.openedAt)
  if (!(await extend(handle, row.id, due, reason))) throw new Refusal('already_there')
  await remindUntil(handle, row.id, due)
  const { contact, language } = openAsked(world.secrets.master, row.id, row.sealed)
  if (contact) await mail(handle, row.id, 'extended', language)
}

/** A request as whoever answers it, or asked it, reads it. */
export function shownRequest({ secrets }: World, row: RequestRow): RightsRequest {
  const { contact, words } = openAsked(secrets.master, row.id, row.sealed)
  const { answeredAt, outcome, answer } = row
  return {
    id: row.id,
    kind: row.kind,
    via: row.via,
    workspace: row.workspaceId ? { id: row.workspaceId, name: row.workspaceName ?? '' } : null,
    assistant: row.assistantId,
    contact,
    words,
    proven: row.provenAt !== null,
    openedAt: row.openedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    extended: row.extended,
    escalatedAt: row.escalatedAt?.toISOString() ?? null,
    answer:
      answeredAt && outcome && answer
        ? { at: answeredAt.toISOString(), outcome, words: openAnswer(secrets.master, row.id, answer) }
        : null,
  }
}
