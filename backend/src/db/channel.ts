import { z } from 'zod'
import type { Sql } from './connect.ts'

/** What processes tell each other through the database; ids only. */
const News = z.discriminatedUnion('type', [
  z.object({ type: z.literal('assistant'), id: z.string() }),
  z.object({ type: z.literal('stop'), reply: z.string() }),
  z.object({ type: z.literal('withdrawn'), consent: z.string() }),
  z.object({ type: z.literal('erased'), conversation: z.string() }),
  /** A session, key, identity secret, account or workspace is let in no more. */
  z.object({ type: z.literal('revoked'), kind: z.string(), subject: z.string() }),
  /** A process has kept new batches of some of its answers. */
  z.object({ type: z.literal('kept'), process: z.number() }),
  /** A job was put in line. */
  z.object({ type: z.literal('job') }),
  /** A version of the privacy policy was published. */
  z.object({ type: z.literal('policy') }),
  /** The file of secrets is another. */
  z.object({ type: z.literal('secrets') }),
  /** The connection broke and came back: news of the meantime are gone. Told by this process to itself. */
  z.object({ type: z.literal('missed') }),
])
export type News = z.infer<typeof News>

/**
 * Hears what other processes (and this one) tell. After the connection broke and came back, `missed` is called:
 * news of the meantime are gone.
 */
export async function listen(sql: Sql, heard: (news: News) => void, missed: () => void): Promise<void> {
  let first = true
  await sql.listen(
    'atavus',
    payload => {
      const news = News.safeParse(JSON.parse(payload))
      if (news.success) heard(news.data)
    },
    () => {
      if (!first) missed()
      first = false
    },
  )
}

/** A statement's part that tells all processes once its transaction is committed. */
export const notice = (news: News): string => JSON.stringify(news)
