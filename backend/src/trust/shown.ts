import type { OperatedTrust, Trust } from '@atavus/contract/trust'
import type { z } from 'zod'
import type { Fact } from '../privacy/promise.ts'
import type { World } from '../world.ts'
import { stateAt } from './look.ts'
import { promises } from './promises.ts'
import { type ChangeRow, type CheckRow, listChecks } from './queries.ts'
import thief from './thief.json' with { type: 'json' }

/** What anyone may see: states, ages, limits, and counts by their order of magnitude. */
export async function trustShown(world: World): Promise<Trust> {
  const now = world.now()
  const checks = new Map((await listChecks(world.db.stranger)).map(row => [row.promise, row]))
  const items = promises.map(({ id, promise, enforced }) => {
    const row = checks.get(id)
    return {
      id,
      promise,
      enforced,
      state: row ? stateAt(row.state, row.at, now) : ('attention' as const),
      checkedAt: row?.at.toISOString() ?? null,
      facts: (row?.facts ?? []).flatMap(publicly),
    }
  })
  const count = (state: Trust['promises'][number]['state']) =>
    items.filter(item => item.state === state).length
  return {
    at: now.toISOString(),
    counts: {
      kept: count('kept'),
      attention: count('attention'),
      broken: count('broken'),
      unused: count('unused'),
    },
    promises: items,
    settings: {
      production: world.settings.production,
      egressAllow: magnitude(world.settings.egressAllow.length),
      backups: world.settings.backups !== undefined,
    },
    thief,
    keys: `${world.settings.url}/.well-known/jwks.json`,
  }
}

/** Everything, for operators. */
export function trustOperated(
  world: World,
  rows: readonly CheckRow[],
  changes: readonly ChangeRow[],
): z.infer<typeof OperatedTrust> {
  const checks = new Map(rows.map(row => [row.promise, row]))
  return {
    items: promises.map(({ id, promise }) => {
      const row = checks.get(id)
      return {
        id,
        promise,
        state: row ? stateAt(row.state, row.at, world.now()) : 'attention',
        since: row?.since.toISOString() ?? null,
        checkedAt: row?.at.toISOString() ?? null,
        failed: row?.failed ?? null,
        facts: (row?.facts ?? []).map(exactly),
      }
    }),
    changes: changes.map(({ promise, at, ...row }) => ({ id: promise, at: at.toISOString(), ...row })),
  }
}

function publicly(fact: Fact): { fact: string; value: string }[] {
  if ('exactly' in fact) return []
  if ('count' in fact) return [{ fact: fact.fact, value: magnitude(fact.count) }]
  if ('age' in fact && fact.age !== null) return [{ fact: fact.fact, value: String(coarsely(fact.age)) }]
  return [{ fact: fact.fact, value: valueIn(fact) }]
}

const exactly = (fact: Fact) => ({ fact: fact.fact, value: valueIn(fact) })

function valueIn(fact: Fact): string {
  if ('count' in fact) return String(fact.count)
  if ('age' in fact) return fact.age === null ? 'none' : String(Math.round(fact.age))
  if ('limit' in fact) return fact.limit
  return 'word' in fact ? fact.word : fact.exactly
}

/** An age as anyone may know it: whole days, hours or minutes, in seconds; 0 below a minute. */
export function coarsely(seconds: number): number {
  const unit = [86_400, 3600].find(least => seconds >= least) ?? 60
  return Math.floor(seconds / unit) * unit
}

/** A count as anyone may know it: none, or between which powers of ten. */
export function magnitude(count: number): string {
  if (count === 0) return '0'
  const least = 10 ** Math.floor(Math.log10(count))
  return `${least}–${least * 10 - 1}`
}
