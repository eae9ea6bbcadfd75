import type { Shared, SharedSites, SiteForgotten } from '@atavus/contract/own'
import { lockRunning, tellStop } from '../chat/queries.ts'
import { endAsKept } from '../chat/reap.ts'
import { siteHash } from '../chat/shared.ts'
import { keyOf } from '../conversations/logged.ts'
import { ownWorkspaces } from '../conversations/queries.ts'
import {
  type KeptEvent,
  openAnswer,
  openPage,
  sealAnswer,
  unwrapConversationKey,
} from '../conversations/sealed.ts'
import { inWorkspace, type Person, type Tenant } from '../db/tenancy.ts'
import { noteDeletion } from '../deletions/receipt.ts'
import { lockHolds } from '../holds/queries.ts'
import { eraseOnceReleased } from '../holds/released.ts'
import { Refusal } from '../lib/refusal.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import {
  type AnswerRow,
  answersTo,
  deletePages,
  putWordless,
  questionsWith,
  type SiteRow,
  type Standing,
  sitesIn,
  workspaceNamed,
} from './queries.ts'

type Site = SharedSites['items'][number]

/** Of which sites an account shared something, and how it takes that back. */
export function openSharedSites(door: OpenDoor, world: World): void {
  door('sharedSites', async c => {
    const items = await world.db.person(c.var.device.account, person => sitesOf(world, person))
    return c.json({ items } satisfies SharedSites)
  })

  door('forgetSite', async c => {
    const origin = c.req.param('site') ?? ''
    const since = performance.now()
    const held = await world.db.person(c.var.device.account, async person => {
      const { free, held } = await forget(world, person, origin)
      if (!free && !held) throw new Refusal('not_found')
      const counts = { conversations: 0, messages: 0 }
      if (free)
        await noteDeletion(person, { kind: 'page', via: 'account', subject: person.account, counts }, since)
      return held
    })
    return c.json({ held } satisfies SiteForgotten)
  })
}

/** The handle's account's sites in all workspaces, what was shared last at the head. */
async function sitesOf(world: World, person: Person): Promise<Site[]> {
  const sites = new Map<string, Site>()
  for (const id of await ownWorkspaces(person)) {
    const tenant = await inWorkspace(person, id)
    const key = keyOf(world, tenant, (await workspaceNamed(tenant)).sealedKey)
    for (const row of await sitesIn(tenant)) {
      const origin = originOf(key, row)
      sites.set(origin, together(sites.get(origin), { ...row, origin, lastAt: row.lastAt.toISOString() }))
    }
  }
  return [...sites.values()].sort((one, other) => other.lastAt.localeCompare(one.lastAt))
}

function originOf(key: Buffer, { id, conversation, sealedKey, sealedPage }: SiteRow): string {
  const own = unwrapConversationKey(key, conversation, sealedKey)
  return openPage<Omit<Shared, 'passages'>>(own, id, 'page', sealedPage).origin
}

const together = (site: Site | undefined, { origin, times, characters, lastAt }: Site): Site => ({
  origin,
  times: times + (site?.times ?? 0),
  characters: characters + (site?.characters ?? 0),
  lastAt: site && site.lastAt > lastAt ? site.lastAt : lastAt,
})

/**
 * Deletes what was shared of a site, wherever, by which its name and addresses go from the answers that cite it, and the
 * words of answers that quote it. What a model put in words of its own stays, and so does what a legal hold keeps, until it
 * is over. Counts the conversations of what went and of what is held.
 */
async function forget(world: World, person: Person, origin: string): Promise<{ free: number; held: number }> {
  const counts = { free: 0, held: 0 }
  for (const id of await ownWorkspaces(person)) {
    const tenant = await inWorkspace(person, id)
    const key = keyOf(world, tenant, (await workspaceNamed(tenant)).sealedKey)
    const whose = { account: person.account, site: siteHash(key, person.account, origin) }
    const { free, held } = await forgetIn(world, tenant, whose)
    counts.free += free
    counts.held += held
    const site = whose.site.toString('hex')
    if (held) await eraseOnceReleased(tenant, { of: 'site', via: 'account', account: person.account, site })
  }
  return counts
}

/** The same in the handle's workspace; of what was shared after a moment nothing, where one is named. */
export async function forgetIn(
  world: World,
  tenant: Tenant,
  { account, site }: { account: string; site: Buffer },
  by: Date | null = null,
): Promise<{ free: number; held: number }> {
  const key = keyOf(world, tenant, (await workspaceNamed(tenant)).sealedKey)
  await lockHolds(tenant, tenant.workspace, false)
  const all = await questionsWith(tenant, site, by)
  const stands = all.filter(one => !one.held)
  const free = conversationsOf(stands)
  const held = conversationsOf(all).length - free.length
  if (!stands.length) return { free: 0, held }
  await endRunning(world, tenant, stands)
  const pages = new Set((await deletePages(tenant, site, stands)).map(({ id }) => id))
  const answers = (await answersTo(tenant, account, stands)).map(answer => openedOf(key, answer))
  await putWordless(tenant, answers.filter(({ events }) => quotes(events, pages)).map(wordless))
  return { free: free.length, held }
}

const conversationsOf = (stands: readonly Standing[]): string[] => [
  ...new Set(stands.map(one => one.conversation)),
]

/** What is being answered from it ends here with what is kept of it: no process can cite the site later. */
async function endRunning(world: World, tenant: Tenant, stands: readonly Standing[]): Promise<void> {
  const people = new Map(stands.map(one => [one.visitor, one]))
  for (const { assistant, visitor } of people.values())
    for (const reply of await lockRunning(tenant, assistant, visitor)) {
      if (!stands.some(({ message }) => message === reply.message)) continue
      await endAsKept(world, tenant, reply, { type: 'error', code: 'interrupted' })
      await tellStop(tenant, reply.id)
    }
}

type OpenedAnswer = AnswerRow & { key: Buffer; events: KeptEvent[] }

function openedOf(workspaceKey: Buffer, answer: AnswerRow): OpenedAnswer {
  const key = unwrapConversationKey(workspaceKey, answer.conversation, answer.sealedKey)
  return { ...answer, key, events: openAnswer(key, answer.id, answer.sealed) }
}

/** Whether an answer is made of what stands on pages, word for word. */
function quotes(events: readonly KeptEvent[], pages: ReadonlySet<string>): boolean {
  const told = events.filter(event => typeof event !== 'string')
  const notice = told.findLast(event => event.type === 'notice')?.notice
  return (
    notice?.model === 'quote' &&
    told.some(event => event.type === 'source' && 'page' in event.source && pages.has(event.source.page))
  )
}

const wordless = ({ key, events, ...answer }: OpenedAnswer): AnswerRow => ({
  ...answer,
  sealed: sealAnswer(
    key,
    answer.id,
    events.filter(event => typeof event !== 'string'),
  ),
})
