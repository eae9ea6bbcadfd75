import { resolve } from 'node:path'
import type { Copies } from '../db/copy/copies.ts'
import type { Secrets } from '../lib/secrets.ts'
import type { World } from '../world.ts'
import { foldersBut } from './queries.ts'

/** A folder of backups and what it takes to write it. */
export interface Archive {
  folder: string
  secrets: Pick<Secrets, 'backup' | 'master'>
  db: World['db']
  copies: Copies
  now(): Date
}

type Place = Pick<World, 'settings' | 'secrets' | 'db' | 'copies' | 'now'>

/** The world's own; undefined: no backups are made. */
export const archiveOf = ({ settings, secrets, db, copies, now }: Place): Archive | undefined =>
  settings.backups === undefined ? undefined : { folder: resolve(settings.backups), secrets, db, copies, now }

/** A folder in which no backup is made any more, and when the last one in it was. */
export interface Former extends Archive {
  newest: Date
}

/** The folders in which backups of this database lie, or may, although none are made there any more. */
export async function formerOf({ settings, secrets, db, copies, now }: Place): Promise<Former[]> {
  const own = settings.backups === undefined ? null : resolve(settings.backups)
  const folders = await db.keeper(keeper => foldersBut(keeper, own))
  return folders.map(({ path, newest }) => ({ folder: path, newest, secrets, db, copies, now }))
}
