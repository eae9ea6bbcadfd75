import { createHash } from 'node:crypto'
import { derivedId } from '../lib/ids.ts'

/** What hangs on somebody's belonging to one workspace: it goes with that, and nothing of theirs in another. */
export const membershipSubject = (workspace: string, account: string): string =>
  derivedId(createHash('sha256').update(`membership:${workspace}:${account}`).digest())
