import type { Archive } from '../backup/archive.ts'
import { keepUp } from '../backup/keep.ts'
import { SecretsError } from '../backup/secrets-file.ts'
import { beforeMaster } from '../lib/master.ts'
import { learnSecrets, type Secrets } from '../lib/secrets.ts'
import type { World } from '../world.ts'
import { lookForOlder } from './learn.ts'
import { dropFormer } from './rotate.ts'
import { type Counted, countAll, keptUnderFormer, processesBehind } from './standing.ts'
import { counted } from './words.ts'

interface Retiring {
  db: World['db']
  folder: string
  secrets: Secrets
  archive: Archive | undefined
  /** The number of this process in the database. */
  own: number
}

/**
 * Drops the master keys that sealed before. Refuses with a `SecretsError`, which says what and how many, while a process
 * may still seal under one, or anything in the database, or a workspace's key beside the backups, is sealed under one.
 *
 * @returns how many were dropped
 */
export async function retireMasters({ db, folder, secrets, archive, own }: Retiring): Promise<number> {
  learnSecrets(secrets)
  // Of one moment: whoever learns the secrets anew meanwhile makes other objects of the same keys.
  const keys = secrets.master.keys()
  const { sealing } = keys
  const former = beforeMaster(keys)
  if (!former.length) throw new SecretsError('There is one master key, and no former one to retire.')
  await refuseBehind(await processesBehind({ db }, { sealing, own }))
  const left = (await countAll({ db }, keys)).filter(one => one.master && former.includes(one.master))
  if (left.length) await refuseLeft({ db, secrets }, left)
  if (archive) await refuseKept(archive)
  await dropFormer({ db, folder }, sealing)
  learnSecrets(secrets)
  return former.length
}

async function refuseBehind(count: number): Promise<void> {
  if (count)
    throw new SecretsError(
      `${count} running process(es) of the platform have not sealed with the new master key for two minutes yet. ` +
        'Do they read this secrets.json? Otherwise try again in two minutes.',
    )
}

/** What was sealed while others were being sealed anew, or came back with a restore, is so afterwards. */
async function refuseLeft(place: Pick<World, 'db' | 'secrets'>, left: Counted[]): Promise<void> {
  await lookForOlder(place)
  throw new SecretsError(
    `The former master key is still needed: ${counted(left)}. The running platform seals them anew; try again later.`,
  )
}

async function refuseKept(archive: Archive): Promise<void> {
  if (!(await keepUp(archive, true)))
    throw new SecretsError('Another process is at the keys beside the backups. Try again.')
  const count = await keptUnderFormer(archive)
  if (count)
    throw new SecretsError(
      `The former master key is still needed: beside the backups lie ${count} keys of workspaces or requests by right under it that are not in the database.`,
    )
}
