import type { Keeper } from '../db/tenancy.ts'
import { isId } from '../lib/ids.ts'
import { openAddress } from '../mail/address.ts'
import type { MailSources } from '../mail/sources.ts'
import type { NoticeDetails } from '../mail/subject.ts'
import { findReader, namesOf, ownersOf } from './queries.ts'

/** How notices find whom they are for: an account, the owners of a workspace, an address that was an account's. */
export const noticeSources: Pick<MailSources, 'notice' | 'owners' | 'address'> = {
  notice: ({ db }, { account, details }) =>
    db.keeper(async keeper => {
      const reader = await findReader(keeper, account)
      return reader && { ...reader, details: await named(keeper, details ?? {}) }
    }),

  owners: ({ db }, { workspace }) => db.keeper(keeper => ownersOf(keeper, workspace)),

  address: async ({ secrets }, { sealed }) => ({ to: openAddress(secrets.master, sealed) }),
}

const tables = {
  workspace: 'workspaces',
  assistant: 'assistants',
  member: 'accounts',
  by: 'accounts',
} as const

/** Details with names in the place of ids. What has no name any more is left out. */
async function named(keeper: Keeper, details: NoticeDetails): Promise<NoticeDetails> {
  const ids: Parameters<typeof namesOf>[1] = { workspaces: [], assistants: [], accounts: [] }
  for (const [detail, table] of Object.entries(tables)) {
    const id = details[detail]
    if (id !== undefined && isId(id)) ids[table].push(id.toLowerCase())
  }
  const names = await namesOf(keeper, ids)
  return Object.fromEntries(
    Object.entries(details).flatMap(([detail, value]) => {
      const shown = detail in tables ? names.get(value.toLowerCase()) : value
      return shown === undefined ? [] : [[detail, shown]]
    }),
  )
}
