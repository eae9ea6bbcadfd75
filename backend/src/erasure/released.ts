import { eraseBegun, eraseConversation } from '../conversations/erase/queries.ts'
import { takeTime } from '../db/take-time.ts'
import { inWorkspace, type Tenant } from '../db/tenancy.ts'
import { type Deletion, noteDeletion } from '../deletions/receipt.ts'
import { isHeld, lockHolds } from '../holds/queries.ts'
import { eraseOnceReleased, type Released } from '../holds/released.ts'
import type { Taken } from '../jobs/job.ts'
import { forgetIn } from '../own/sites.ts'
import type { World } from '../world.ts'
import { eraseChild } from './child.ts'
import { leftOf } from './queries.ts'

type Rest<Of extends Released['of']> = Extract<Released, { of: Of }>
/** What went now, if anything did, and how much is held yet. */
type Gone = { what?: Pick<Deletion, 'kind' | 'subject' | 'counts'> | undefined; held: number }

/** The handler of `released`: erases what a hold had kept of an erasure, and waits on where another one keeps it. */
export async function eraseReleased(world: World, back: Released, { workspace }: Taken): Promise<void> {
  if (workspace === null) return
  const erase = (tenant: Tenant) => eraseIn(world, tenant, back)
  // What was shared of pages only its account sees.
  if (back.of === 'site')
    await world.db.person(back.account, async person => erase(await inWorkspace(person, workspace)))
  else await world.db.tenant(workspace, erase)
}

async function eraseIn(world: World, tenant: Tenant, back: Released): Promise<void> {
  const since = performance.now()
  await takeTime(tenant)
  await lockHolds(tenant, tenant.workspace, false)
  if (back.of === 'child') return eraseLeft(world, tenant, back)
  const { what, held } = await eraseRest(world, tenant, back)
  if (held) await eraseOnceReleased(tenant, back, back.asked)
  if (what) await noteDeletion(tenant, { ...what, via: back.via, held }, since)
}

/** Waits on by itself where something is held yet. */
async function eraseLeft(world: World, tenant: Tenant, back: Rest<'child'>): Promise<void> {
  const { assistant, visitor, via } = back
  const left = await leftOf(tenant, assistant, visitor)
  if (left.held && !left.free) await eraseOnceReleased(tenant, back, back.asked)
  else if (left.held || left.free || left.consents) await eraseChild(world, tenant, assistant, visitor, via)
}

function eraseRest(world: World, tenant: Tenant, back: Exclude<Released, Rest<'child'>>): Promise<Gone> {
  if (back.of === 'site') return forgetRest(world, tenant, back)
  return back.of === 'conversation' ? eraseOne(tenant, back) : eraseSaid(tenant, back)
}

async function eraseSaid(tenant: Tenant, back: Rest<'visitor'> | Rest<'account'>): Promise<Gone> {
  const { held, ...counts } = await eraseBegun(tenant, back, new Date(back.asked))
  const subject = back.of === 'account' ? back.account : back.visitor
  return { held, what: counts.conversations ? { kind: 'visitor', subject, counts } : undefined }
}

async function eraseOne(tenant: Tenant, { conversation }: Rest<'conversation'>): Promise<Gone> {
  if (await isHeld(tenant, conversation)) return { held: 1 }
  const counts = await eraseConversation(tenant, conversation)
  return {
    held: 0,
    what: counts.conversations ? { kind: 'conversation', subject: conversation, counts } : undefined,
  }
}

async function forgetRest(world: World, tenant: Tenant, back: Rest<'site'>): Promise<Gone> {
  const whose = { account: back.account, site: Buffer.from(back.site, 'hex') }
  const { free, held } = await forgetIn(world, tenant, whose, new Date(back.asked))
  const counts = { conversations: 0, messages: 0 }
  return { held, what: free ? { kind: 'page', subject: back.account, counts } : undefined }
}
