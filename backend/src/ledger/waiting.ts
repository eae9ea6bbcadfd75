import type { LedgerEntry } from './queries.ts'

/** How many lines this process could not keep, and when it last had to give one up; `null`: never. */
export interface Lost {
  count: number
  last: Date | null
}

/** About 25 MB of lines: what a database may be away for, and no more than a process can spare. */
const most = 50_000

/** The lines that wait for the database: each once, as it was told last, the oldest first. */
export function createWaiting(now: () => Date) {
  const lines = new Map<string, LedgerEntry>()
  const lost: Lost = { count: 0, last: null }

  function lose(given: readonly LedgerEntry[]) {
    for (const { id } of given) lines.delete(id)
    if (given.length) Object.assign(lost, { count: lost.count + given.length, last: now() })
  }

  return {
    lost,
    /** Gives them up. */
    lose,
    /** Whether there was room for it; without room nothing is counted. */
    add(line: LedgerEntry): boolean {
      const room = lines.size < most || lines.has(line.id)
      if (room) lines.set(line.id, line)
      return room
    },
    first(count: number): LedgerEntry[] {
      const found: LedgerEntry[] = []
      for (const line of lines.values()) {
        if (found.length === count) break
        found.push(line)
      }
      return found
    },
    /** They are in the database, but for what was told of them meanwhile. */
    written(given: readonly LedgerEntry[]) {
      for (const line of given) if (lines.get(line.id) === line) lines.delete(line.id)
    },
  }
}
