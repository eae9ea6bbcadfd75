import type { LoggedConversation } from '@atavus/contract/console'
import type { FileFormat } from '../lib/file.ts'
import { fileStream } from '../lib/file-stream.ts'
import type { World } from '../world.ts'
import { csvHeader, csvLines } from './csv.ts'
import { logged } from './logged.ts'
import { exportedConversations } from './queries.ts'

const pageSize = 200

/** Of which workspace, and optionally of which assistant, and ending in which span of time. */
export interface Wanted {
  workspace: string
  assistant: string | undefined
  from: Date | undefined
  until: Date | undefined
}

/** In which form, and on what the credential hangs that asked for it. */
interface Asked extends Wanted {
  format: FileFormat
  subjects: readonly string[]
}

/**
 * The log as a file, as it stood when this began, oldest first. It is read while it is sent, a page at a time, so that
 * a log of any length takes no more room than a page.
 */
export function exported(world: World, { format, subjects, ...wanted }: Asked) {
  const begun = world.now()
  const pages = pagesOf(world, wanted, begun)
  const texts = format === 'json' ? jsonOf(pages, begun) : csvOf(pages)
  return fileStream(world, subjects, texts)
}

/** Each page in a transaction of its own, so that who reads slowly holds none open. */
async function* pagesOf(world: World, wanted: Wanted, begun: Date): AsyncGenerator<LoggedConversation[]> {
  const { workspace, ...span } = wanted
  let after: string | undefined
  do {
    const filter = { ...span, begun, after, limit: pageSize }
    const page = await world.db.tenant(workspace, async tenant => {
      const rows = await exportedConversations(tenant, filter)
      after = rows.length === pageSize ? rows.at(-1)?.id : undefined
      return logged(world, tenant, rows)
    })
    yield page.flatMap(conversation => asItStood(conversation, wanted, begun))
  } while (after)
}

/** What was said after the export began is left out, and so is a conversation that was not of the span then. */
function asItStood(conversation: LoggedConversation, wanted: Wanted, begun: Date): LoggedConversation[] {
  if (Date.parse(conversation.lastAt) <= begun.getTime()) return [conversation]
  const messages = conversation.messages.filter(({ at }) => Date.parse(at) <= begun.getTime())
  const last = messages.at(-1)
  if (!last || (wanted.until && Date.parse(last.at) >= wanted.until.getTime())) return []
  if (wanted.from && Date.parse(last.at) < wanted.from.getTime()) return []
  return [{ ...conversation, lastAt: last.at, messages }]
}

async function* jsonOf(pages: AsyncIterable<LoggedConversation[]>, begun: Date): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(begun)},"conversations":[`
  let between = ''
  for await (const page of pages) {
    if (page.length === 0) continue
    yield between + page.map(conversation => JSON.stringify(conversation)).join(',')
    between = ','
  }
  yield ']}'
}

async function* csvOf(pages: AsyncIterable<LoggedConversation[]>): AsyncGenerator<string> {
  yield csvHeader
  for await (const page of pages) yield csvLines(page)
}
