import type { Shared, SharedSites } from '@atavus/contract/own'
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
import { refuseHeld } from '../holds/held.ts'
import { Refusal } from '../lib/refusal.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import {
  type AnswerRow,
  answersTo,
  deletePages,
  putAnswers,
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
    await world.db.person(c.var.device.account, async person => {
      if (!(await forget(world, person, origin))) throw new Refusal('not_found')
      const counts = { conversations: 0, messages: 0 }
      await noteDeletion(person, { kind: 'page', via: 'account', subject: person.account, counts }, since)
    })
    return c.body(null, 204)
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

/** Deletes what was shared of a site, wherever, and its name and addresses from the answers that cite it. */
async function forget(world: World, person: Person, origin: string): Promise<boolean> {
  let found = false
  for (const id of await ownWorkspaces(person)) {
    const tenant = await inWorkspace(person, id)
    const key = keyOf(world, tenant, (await workspaceNamed(tenant)).sealedKey)
    const site = siteHash(key, person.account, origin)
    const stands = await questionsWith(tenant, site)
    for (const conversation of new Set(stands.map(one => one.conversation)))
      await refuseHeld(tenant, { conversation })
    if (!stands.length) continue
    found = true
    await endRunning(world, tenant, stands)
    await deletePages(tenant, site)
    const answers = await answersTo(tenant, person.account, stands)
    await putAnswers(
      tenant,
      answers.map(answer => without(key, answer, origin)),
    )
  }
  return found
}

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

/** An answer that cites nothing of a site any more; its numbers stay, and so does what it says. */
function without(workspaceKey: Buffer, answer: AnswerRow, origin: string): AnswerRow {
  const key = unwrapConversationKey(workspaceKey, answer.conversation, answer.sealedKey)
  const events = openAnswer(key, answer.id, answer.sealed).map(event => unnamed(event, origin))
  return { ...answer, sealed: sealAnswer(key, answer.id, events) }
}

function unnamed(event: KeptEvent, origin: string): KeptEvent {
  if (typeof event === 'string' || event.type !== 'source') return event
  const { number, url, passage } = event.source
  if (passage === undefined || url === null || new URL(url).origin !== origin) return event
  return { type: 'source', source: { number, title: '', url: null, heading: '', passage } }
}
