import { newId } from '../lib/ids.ts'
import type { World } from '../world.ts'
import { type Mail, type Mailer, requireSendable } from './mailer.ts'
import { insertMail, listMails } from './queries.ts'

type Place = Pick<World, 'db' | 'secrets' | 'now'>

const hours = 24
const most = 50

/** Where mails go on a server without a mail server: into the database, sealed, for a day. */
export function createOutbox(place: Place): Mailer {
  return {
    kind: 'outbox',
    send: async mail => {
      requireSendable(mail)
      const now = place.now()
      const id = newId(now)
      const { to, subject, text } = mail
      const sealed = place.secrets.master.seal(
        'mail',
        [id],
        Buffer.from(JSON.stringify({ to, subject, text })),
      )
      const expiresAt = new Date(now.getTime() + hours * 3_600_000)
      await place.db.keeper(keeper => insertMail(keeper, id, sealed, expiresAt))
    },
  }
}

/** The last mails of the outbox, the newest first. */
export async function readOutbox({ db, secrets }: Place): Promise<(Mail & { id: string; at: Date })[]> {
  const rows = await db.keeper(keeper => listMails(keeper, most))
  return rows.map(({ id, sealed, createdAt }) => ({
    id,
    ...(JSON.parse(secrets.master.open('mail', [id], sealed).toString()) as Mail),
    at: createdAt,
  }))
}
