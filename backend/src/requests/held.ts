import type { HeldTable } from '@atavus/contract/account-data'
import { pseudonymsOf } from '../consent/pseudonyms.ts'
import type { Keeper } from '../db/tenancy.ts'
import { dataMap } from '../privacy/map.ts'
import type { World } from '../world.ts'
import { shownRequest } from './answer.ts'
import { ownMessages, ownPages, ownSent, receiptsBy } from './held/own.ts'
import { accountTables, columnsOf, type HeldRow, partsBy, rowsAbout } from './held/queries.ts'
import { listOfAccount } from './queries.ts'

export type { HeldRow } from './held/queries.ts'

/** What is secret even from whom it is about: it would let whoever reads it in. */
const secret = new Set(['password_hash', 'hash', 'sealed', 'sealed_secret', 'link_hash'])

/** What is told of a column whose bytes its own account reads. */
const opened: Record<string, Record<string, string>> = {
  requests: {
    contact: 'the address to answer to',
    words: 'what was written',
    answer: 'what was answered',
  },
  pictures: { content: 'the file in the export in which the picture is' },
  messages: { words: 'what was said' },
  consents: { receipt: 'the signed receipt' },
  sent_prompts: { words: 'the messages as they left, without what the assistant was told to be' },
  prompt_parts: { part: 'which it is; what it says stands in the prompts that hold it' },
  shared_pages: {
    page: 'its title and address',
    passages: 'what was sent of it',
  },
}
/** The name of that file. */
export const pictureFile = 'picture.webp'

export interface Held extends Omit<HeldTable, 'rows' | 'more'> {
  /** Its rows, so many at a time, in the keeper's transaction. */
  pages(most: number): AsyncIterable<HeldRow[]>
}

/**
 * Everything that is held about an account, by table: the account itself, and every row of every table that names it,
 * as the catalogue says, so that none can be forgotten. What would let somebody in is left out, and so are bytes, but
 * for the account's own words, which are opened.
 */
export async function heldOfAccount(world: World, keeper: Keeper, account: string): Promise<Held[]> {
  const held: Held[] = []
  for (const { name, columns: by } of [
    { name: 'accounts', columns: ['id'] },
    ...(await accountTables(keeper)),
  ]) {
    if (name === 'shared_pages') continue
    const all = await columnsOf(keeper, name)
    const columns = all.filter(one => !one.bytes && !secret.has(one.name)).map(one => one.name)
    const key = all.filter(one => one.key).map(one => one.name)
    const rows = () => rowsAbout(keeper, { table: name, by, columns, key }, [account])
    const open = await openerOf(world, keeper, name, account)
    held.push({
      ...toldOf(name, columns),
      async *pages(most) {
        for await (const page of rows().cursor(most)) yield page.map(row => ({ ...row, ...open(row) }))
      },
    })
  }
  return [...held, await heldConsents(world, keeper, account), ...heldOwn(world, keeper, account)]
}

/** What the account agreed to with assistants: a consent bears its pseudonym there, and the copy of it its receipt. */
async function heldConsents(world: World, keeper: Keeper, account: string): Promise<Held> {
  const people = await pseudonymsOf(world, keeper, account)
  const receipts = await receiptsBy(world, keeper, people)
  const all = await columnsOf(keeper, 'consents')
  const columns = all.filter(one => !one.bytes).map(one => one.name)
  const key = all.filter(one => one.key).map(one => one.name)
  return {
    ...toldOf('consents', columns),
    async *pages(most) {
      const rows = rowsAbout(keeper, { table: 'consents', by: ['visitor_id'], columns, key }, people)
      for await (const page of rows.cursor(most))
        yield page.map(row => ({ ...row, receipt: receipts.get(row.id ?? '') ?? null }))
    },
  }
}

/** The account's own conversations: messages do not say whose they are, and its own words are for it to read. */
function heldOwn(world: World, keeper: Keeper, account: string): Held[] {
  const where = ['workspace_id', 'conversation_id', 'id']
  const when = ['created_at', 'expires_at']
  return [
    {
      ...toldOf('messages', [...where, 'role', ...when]),
      pages: most => ownMessages(world, keeper, account, most),
    },
    {
      ...toldOf('shared_pages', [...where, 'message_id', ...when]),
      pages: most => ownPages(world, keeper, account, most),
    },
    {
      ...toldOf('sent_prompts', [
        ...where.slice(0, 2),
        'reply_id',
        'recipient',
        'country',
        'sent_at',
        'expires_at',
      ]),
      pages: most => ownSent(world, keeper, account, most),
    },
    {
      ...toldOf('prompt_parts', ['workspace_id', 'conversation_id', 'expires_at']),
      pages: most => partsBy(keeper, account).cursor(most),
    },
  ]
}

function toldOf(table: string, names: readonly string[]): Omit<HeldTable, 'rows' | 'more'> {
  const entry = dataMap[table]
  if (!entry) throw new Error('a table that is not on the map')
  const plain = Object.entries(entry.columns).filter(([name]) => names.includes(name))
  const columns = { ...Object.fromEntries(plain), ...opened[table] }
  const { category, purposes, basis, retention } = entry
  return { table, category, purposes, basis, retention, columns }
}

/** How the sealed part of a table's rows is read. */
async function openerOf(
  world: World,
  keeper: Keeper,
  table: string,
  account: string,
): Promise<(row: HeldRow) => HeldRow> {
  if (table === 'pictures') return () => ({ content: pictureFile })
  // Which operator did it is nobody’s but theirs.
  if (table === 'operator_log') return ({ by_id }) => ({ by_id: by_id === account ? account : null })
  if (table !== 'requests') return () => ({})
  const asked = (await listOfAccount(keeper, account)).map(row => shownRequest(world, row))
  const byId = new Map(asked.map(({ id, contact, words, answer }) => [id, { contact, words, answer }]))
  return ({ id }) => {
    const { contact = null, words = null, answer = null } = byId.get(id ?? '') ?? {}
    return { contact, words, answer: answer?.words ?? null }
  }
}
