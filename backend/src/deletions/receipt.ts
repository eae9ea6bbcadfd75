import { createHash } from 'node:crypto'
import type { Deleted, Erased } from '@atavus/contract/chat'
import type { Keeper, Person, Tenant } from '../db/tenancy.ts'
import { newId } from '../lib/ids.ts'
import type { World } from '../world.ts'
import { insertDeletion, newestBackup } from './queries.ts'

export interface Counts {
  conversations: number
  messages: number
}

/** Something that was deleted, as its receipt tells it. */
export interface Deletion {
  id: string
  kind: 'conversation' | 'visitor' | 'child' | 'document' | 'page' | 'assistant' | 'workspace' | 'account'
  /** Whose wish it was. */
  via: 'visitor' | 'code' | 'owner' | 'account' | 'operator'
  /** The id of what is gone; the receipt holds its hash alone. */
  subject: string
  askedAt: Date
  /** Milliseconds that it took. */
  ms: number
  counts: Counts
  /** How many conversations a legal hold keeps of what was to go. */
  held?: number
  position: number
}

const dayMs = 24 * 60 * 60 * 1000
/** Until the files of tables are written anew, at the latest; and as long as a backup lives (P4.4). */
const rewriteMs = dayMs
const backupMs = 30 * dayMs

/**
 * Writes a deletion down in the transaction that does it, as its last act: `since` is when it began by
 * `performance.now()`. What is rolled back leaves no note, and what cannot be noted is not deleted. That the files are
 * written anew is put in line with it.
 */
export async function noteDeletion(
  handle: Tenant | Person | Keeper,
  what: Pick<Deletion, 'kind' | 'via' | 'subject' | 'counts' | 'held'>,
  since: number,
): Promise<Deletion> {
  const { now } = handle
  const noted = {
    ...what,
    id: newId(now),
    askedAt: now,
    ms: Math.max(0, Math.round(performance.now() - since)),
  }
  return { ...noted, position: await insertDeletion(handle, noted) }
}

/** What a door answers that has deleted something. */
export const receipted = async (world: World, deletion: Deletion): Promise<Deleted> => ({
  ...deletion.counts,
  receipt: await deletionReceipt(world, deletion),
})

/** The same, and how much a legal hold keeps. */
export const receiptedButHeld = async (world: World, deletion: Deletion): Promise<Erased> => ({
  ...(await receipted(world, deletion)),
  held: deletion.held ?? 0,
})

/**
 * The receipt of a deletion: compact JWS (`deletion-receipt+jwt`, EdDSA) that anyone can verify with the keys at
 * `/.well-known/jwks.json`. It says what is gone at once and what is left where, until when, and names nobody. What it
 * tells of is done when it is made.
 */
async function deletionReceipt(world: World, deletion: Deletion): Promise<string> {
  const { tokens, settings } = world
  const doneAt = world.now()
  const { id, kind, via, subject, askedAt, counts, held, position } = deletion
  const { operator, url } = settings
  const backups = await backupsUntil(world, doneAt)
  const until = (milliseconds: number) => new Date(doneAt.getTime() + milliseconds).toISOString()
  return tokens.attest('deletion-receipt', {
    schema: 'atavus-deletion/1',
    receiptId: id,
    iss: url,
    iat: Math.floor(doneAt.getTime() / 1000),
    deleted: { kind, id: { sha256: createHash('sha256').update(bytesOf(subject)).digest('hex') }, ...counts },
    askedBy: via,
    askedAt: askedAt.toISOString(),
    doneAt: doneAt.toISOString(),
    gone: {
      at: doneAt.toISOString(),
      from: 'tables, queues, caches, running answers and exports',
      sealed:
        'the key of each conversation went from the tables with it: nothing that runs here opens its words',
    },
    left: {
      dataFiles: {
        until: until(rewriteMs),
        what: 'plain values, the wrapped keys of conversations and hashes of words for the search, in freed space of the database’s files and its write-ahead log: whoever has those and the master key could open what is gone',
      },
      backups: backups
        ? {
            until: backups.toISOString(),
            what: 'plain values; sealed ones can be opened no more, and a restore erases both again',
          }
        : 'none are made',
      ...kept[kind],
      ...(held && { held: { conversations: held, ...underHold[kind] } }),
    },
    ledger: { position },
    processor: { ...operator, role: 'processor' },
    policy: `${url}/privacy`,
  })
}

/** Until when backups may hold what was deleted at a moment; undefined: there is none. */
async function backupsUntil({ settings, db }: World, deleted: Date): Promise<Date | undefined> {
  const latest = new Date(deleted.getTime() + backupMs)
  if (settings.backups) return latest
  // None are made any more, but some may lie yet. One that is overdue is promised no earlier than one made now.
  const newest = await db.keeper(newestBackup)
  const end = newest && new Date(newest.getTime() + backupMs)
  return end && (end <= deleted || end > latest) ? latest : (end ?? undefined)
}

/** What stays although everything else goes, and why (GDPR Art. 17(3)). */
const kept: Record<Deletion['kind'], object> = {
  conversation: {},
  visitor: {
    consent: 'the proof of consent, for as long as it can be asked for (Art. 7(1), 17(3)(e))',
    objections: 'what was objected to, so that it holds on, until it is taken back (Art. 21)',
  },
  child: { logs: 'entries in logs, without a name (Art. 17(3)(e))' },
  document: {},
  page: {},
  assistant: {},
  workspace: { invoices: 'what tax law keeps, at Stripe, if a plan was paid for (Art. 17(3)(b))' },
  account: {
    logs: 'entries in other workspaces’ logs, without a name (Art. 17(3)(e))',
    consent:
      'the proof of what was agreed to with other workspaces’ assistants, withdrawn and under a pseudonym, for as long as it can be asked for (Art. 7(1), 17(3)(e))',
  },
}

const untilHoldEnds =
  'what a legal hold keeps, and nothing else: it is erased once that is over (Art. 17(3)(e))'
/** What a legal hold keeps of what was to go. */
const underHold: Partial<Record<Deletion['kind'], object>> = {
  conversation: { what: untilHoldEnds },
  visitor: { what: untilHoldEnds },
  child: { what: untilHoldEnds, consent: 'withdrawn, and kept with its proof for as long as they are' },
}

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')
