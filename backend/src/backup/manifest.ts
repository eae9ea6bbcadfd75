import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { BackupError } from './error.ts'
import { fileOf, momentOf, wholeFile } from './folder.ts'
import { opening, sealing } from './sealed-stream.ts'

const Manifest = z.object({
  format: z.literal(1),
  installation: z.string(),
  begunAt: z.string(),
  /** When it was whole; the keys are of that moment or later. */
  doneAt: z.string(),
  /** How far the list of erasures went before. */
  position: z.number(),
  migrations: z.record(z.string(), z.string()),
  days: z.array(z.string()),
  sequences: z.record(z.string(), z.string()),
  /** Each after those that it refers to; `sha256` of its rows as PostgreSQL wrote them. */
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number(), sha256: z.string() }),
  ),
})
export type Manifest = z.infer<typeof Manifest>
export type CopiedTable = Manifest['tables'][number]

const file = 'manifest'

/** What a stream of a backup is, so that it passes for no other. */
export const whatOf = (backup: string, part: string): string => `${backup}/${part}`

export const writeManifest = (folder: string, secret: Buffer, backup: string, manifest: Manifest) =>
  wholeFile(
    folder,
    file,
    Readable.from([Buffer.from(JSON.stringify(manifest))]),
    sealing(secret, whatOf(backup, file)),
  )

/**
 * What a backup says of itself. Refuses with `unknown` when there is none of that name, with `incomplete` when it has
 * lost this part, and as `opening` does.
 */
export async function readManifest(folder: string, secret: Buffer, backup: string): Promise<Manifest> {
  if (!momentOf(backup)) throw new BackupError('unknown', `“${backup}” is no name of a backup.`)
  const found = await fileOf(join(folder, backup, file))
  if (!found) {
    if (await fileOf(join(folder, backup)))
      throw new BackupError('incomplete', `${backup} has lost its manifest.`)
    throw new BackupError('unknown', `There is no backup ${backup} in ${folder}.`)
  }
  const opened = opening(secret, whatOf(backup, file))
  found.on('error', error => opened.destroy(error))
  const parsed = Manifest.safeParse(JSON.parse(await text(found.pipe(opened))))
  if (!parsed.success) throw new BackupError('newer', `${backup} was written by another version of Atavus.`)
  return parsed.data
}
