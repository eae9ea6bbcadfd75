import type { Breach, WorkspaceBreaches } from '@atavus/contract/breaches'
import type { z } from 'zod'
import { dueAt } from './clock.ts'
import type { BreachRow, OwnBreachRow } from './queries.ts'

export const shownBreach = (row: BreachRow): Breach => ({
  ...common(row),
  recordedAt: row.recordedAt.toISOString(),
  recordedBy: row.recordedBy,
  dueAt: dueAt(row.noticedAt).toISOString(),
  workspaces: row.workspaces,
})

export const shownToOwner = (row: OwnBreachRow): z.infer<typeof WorkspaceBreaches>['items'][number] => ({
  ...common(row),
  toldAt: row.toldAt.toISOString(),
})

function common(row: BreachRow | OwnBreachRow) {
  const { id, what, kinds, categories, people, consequences, measures } = row
  return {
    id,
    what,
    kinds,
    categories,
    people,
    consequences,
    measures,
    noticedAt: row.noticedAt.toISOString(),
    authority: decisionOf(row.authority, row.authorityAt, row.authorityReason),
    persons: decisionOf(row.persons, row.personsAt, row.personsReason),
    closedAt: row.closedAt?.toISOString() ?? null,
  }
}

const decisionOf = (decision: 'told' | 'not_needed' | null, at: Date | null, reason: string | null) =>
  decision && at ? { decision, at: at.toISOString(), reason: reason ?? '' } : null
