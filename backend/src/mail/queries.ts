import type { Keeper } from '../db/tenancy.ts'

export interface OutboxRow {
  id: string
  sealed: Uint8Array
  createdAt: Date
}

export async function insertMail(keeper: Keeper, id: string, sealed: Buffer, expiresAt: Date): Promise<void> {
  await keeper`
    insert into outbox (id, sealed, created_at, expires_at) values (${id}, ${sealed}, ${keeper.now}, ${expiresAt})
  `
}

/** The mails whose day is not over, the newest first. */
export function listMails(keeper: Keeper, most: number) {
  return keeper<OutboxRow[]>`
    select id, sealed, created_at as "createdAt" from outbox
    where expires_at > ${keeper.now}
    order by created_at desc, id desc
    limit ${most}
  `
}
