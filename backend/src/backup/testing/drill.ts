import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conversationOf, talk, unlimited, whole } from '../../chat/testing/talk.ts'
import { emptyDatabase, lookInto } from '../../testing/database.ts'
import { scripted } from '../../testing/model.ts'
import { assistantOf, type Owner, signUp, visit } from '../../testing/shop.ts'
import { type TestWorld, testWorld } from '../../testing/world.ts'
import { type Archive, archiveOf } from '../archive.ts'

/** A platform with a folder for backups, and what a drill needs around it; `models` beside the scripted one, or for it. */
export async function openDrill(models: TestWorld['world']['models'] = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'atavus-backups-'))
  const model = scripted('quote')
  const here = await testWorld({
    models: { quote: model, ...models },
    limits: unlimited,
    environment: { ATAVUS_BACKUPS: folder },
  })
  const base = await here.serve()
  const rows = lookInto(here.address)
  const archive = archiveOf(here.world)
  if (!archive) throw new Error('no backups')
  const empty: Awaited<ReturnType<typeof emptyDatabase>>[] = []
  return {
    here,
    folder,
    rows,
    archive: archive as Archive,
    owner: () => signUp(here),
    assistant: (owner: Owner, more = {}) => assistantOf(owner, more),
    /** A visitor who asks something; who they are, and in which conversation. */
    ask: async (key: string, text: string) => {
      model.say(`You asked: ${text}`)
      const visitor = await visit(here, key)
      const conversation = conversationOf(await whole(talk(base, visitor, text).send()))
      return { visitor, conversation }
    },
    /** A database in which nothing is. */
    empty: async () => {
      const made = await emptyDatabase()
      empty.push(made)
      return made.address
    },
    /** A platform on another database, with the same secrets. */
    serveFrom: (address: TestWorld['address']) =>
      testWorld({
        address,
        secrets: here.world.secrets,
        models: { quote: model },
        limits: unlimited,
        environment: { ATAVUS_BACKUPS: folder },
      }),
    close: async () => {
      await rows.end({ timeout: 1 })
      await here.close()
      for (const { drop } of empty) await drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
