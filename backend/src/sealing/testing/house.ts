import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noLimits } from '../../accounts/testing/browser.ts'
import { headOf, type MasterKey } from '../../lib/master.ts'
import { loadSecrets } from '../../lib/secrets.ts'
import { lookInto } from '../../testing/database.ts'
import { scripted } from '../../testing/model.ts'
import { type TestWorld, testWorld } from '../../testing/world.ts'
import { startSealing } from '../learn.ts'

/** Two processes on one database, each with what it read of one file of secrets. */
export async function openHouse({ backups }: { backups?: string } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'atavus-sealing-'))
  const model = scripted('quote')
  const options = {
    models: { quote: model },
    limits: noLimits,
    ...(backups !== undefined && { environment: { ATAVUS_BACKUPS: backups } }),
  }
  const a = await testWorld({ ...options, secrets: await loadSecrets(folder) })
  const b = await testWorld({ ...options, beside: a, secrets: await loadSecrets(folder) })
  const stops = [startSealing(a.world), startSealing(b.world)]
  const rows = lookInto(a.address)
  return {
    a,
    b,
    folder,
    model,
    rows,
    place: { db: a.world.db, folder },
    at: (moment: string) => {
      a.at(moment)
      b.at(moment)
    },
    close: async () => {
      for (const stop of stops) stop()
      await rows.end()
      await b.close()
      await a.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export const sealingKey = ({ world }: TestWorld): MasterKey => world.secrets.master.keys().sealing

/**
 * In which tables of a database anything stands that is sealed under a master key, which must not be the first: what
 * it begins with names the key, in bytes as in base64.
 */
export async function tablesUnder(rows: ReturnType<typeof lookInto>, master: MasterKey): Promise<string[]> {
  const head = headOf(master)
  if (head.length === 1) throw new Error('the first master key has no name')
  const tables = await rows<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'atavus'::regnamespace and c.relkind = 'r' order by 1
  `
  const found = []
  for (const { name } of tables) {
    const [some] = await rows`
      select from ${rows(name)} t
      where strpos(t::text, ${`\\x${head.toString('hex')}`}) > 0
        or strpos(t::text, ${head.toString('base64').slice(0, 6)}) > 0
      limit 1
    `
    if (some) found.push(name)
  }
  return found
}
