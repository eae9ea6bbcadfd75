import { archiveOf } from '../backup/archive.ts'
import type { DatabaseAddress } from '../db/connect.ts'
import { copiesOf } from '../db/copy/copies.ts'
import type { Database } from '../db/tenancy.ts'
import { afterMaster, type MasterKey, masterId } from '../lib/master.ts'
import { receiptKeyOf } from '../lib/receipt-key.ts'
import { loadSecrets } from '../lib/secrets.ts'
import type { Settings } from '../settings.ts'
import { retireMasters } from './retire.ts'
import { prepareMaster, rotateMaster, rotateReceipts, rotateTokens } from './rotate.ts'
import { countAll } from './standing.ts'
import { counted } from './words.ts'

interface Place {
  db: Database
  address: DatabaseAddress
  settings: Settings
  folder: string
  /** The number of this process in the database. */
  process(): number
  now(): Date
}

type Command = (place: Place) => Promise<string>

export const sealingHelp = `atavus secrets status             the master keys, and what is sealed under which
atavus secrets rotate             a new master key; everything is sealed anew while the platform runs
atavus secrets prepare            makes that key beforehand, for machines that hold copies of secrets.json
atavus secrets retire             drops the former master key, once nothing needs it any more
atavus secrets rotate receipts    a new key for receipts; those of before go on being verifiable
atavus secrets rotate tokens      a new key for tokens; those of before serve until they end
`

/** What the words ask of the secrets of a platform that stands; undefined where they ask for something else. */
export function sealingOf([subject, ...words]: string[]): Command | undefined {
  return subject === 'secrets' ? commands.get(words.join(' ')) : undefined
}

const commands = new Map<string, Command>([
  ['status', status],
  ['prepare', prepare],
  ['rotate', rotate],
  ['rotate receipts', newReceipts],
  ['rotate tokens', newTokens],
  ['retire', retire],
])

async function prepare(place: Place): Promise<string> {
  await prepareMaster(place)
  return (
    'A new master key is in secrets.json. It opens, and does not seal yet. Bring the file to every machine, ' +
    'then: atavus secrets rotate, and bring it once more.'
  )
}

async function rotate(place: Place): Promise<string> {
  await rotateMaster(place)
  return (
    'A new master key seals from now on. Running processes have been told, and one of them seals everything anew; ' +
    'a platform that is started later does so then. Afterwards: atavus secrets retire.\n' +
    'What you took away with “secrets export” lacks the new key: export again now, and keep it until the backups ' +
    'from before are gone.'
  )
}

async function newReceipts(place: Place): Promise<string> {
  await rotateReceipts(place)
  return 'A new key signs receipts from now on. The former one can sign no more; its public half stays published.'
}

async function newTokens(place: Place): Promise<string> {
  await rotateTokens(place)
  return 'A new key signs tokens from now on. Those of the former one serve until they end, for 31 days at most.'
}

async function status({ db, folder }: Place): Promise<string> {
  const secrets = await loadSecrets(folder)
  const { master, former } = secrets
  const keys = master.keys()
  const all = await countAll({ db }, keys)
  const lines = keys.all.map(one => {
    const role =
      one === keys.sealing ? 'seals' : one === afterMaster(keys) ? 'prepared' : 'former, opens only'
    return `Master key ${nameOf(one)}: ${role}. Under it: ${counted(all.filter(({ master }) => master === one))}.`
  })
  const unknown = all.filter(({ master }) => master === undefined)
  if (unknown.length) lines.push(`Under a master key that is not in secrets.json: ${counted(unknown)}.`)
  const before = former.receipts.length ? `, ${former.receipts.length} before it` : ''
  lines.push(`Receipts are signed by ${receiptKeyOf(secrets).kid}${before}.`)
  for (const { until } of former.tokens)
    lines.push(`Tokens of a former key are believed until ${dayOf(until)}.`)
  return lines.join('\n')
}

async function retire({ db, address, settings, folder, process, now }: Place): Promise<string> {
  const secrets = await loadSecrets(folder)
  const archive = archiveOf({ settings, secrets, db, copies: copiesOf(address), now })
  const count = await retireMasters({ db, folder, secrets, archive, own: process() })
  return (
    `${count === 1 ? 'The former master key is' : `${count} former master keys are`} gone from secrets.json. ` +
    'Backups from before the new key open with the keys beside them, but for second factors in ' +
    'them: to restore one whole, import an export of the secrets from between “rotate” and “retire”.'
  )
}

const nameOf = (master: MasterKey): string => {
  const since = master.since ? `, made ${dayOf(master.since)}` : ''
  return `${masterId(master).toString('hex')} (${master.first ? 'the first' : 'later'}${since})`
}

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10)
