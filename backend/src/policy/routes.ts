import {
  type PolicyContent,
  type PolicyDeliveries,
  type PolicyPreview,
  PreviewPolicy,
  type PublishedPolicies,
  PublishPolicy,
  ReadPolicy,
} from '@atavus/contract/policy'
import type { z } from 'zod'
import { body } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { promisesIn } from './content.ts'
import { publishable, publishPolicy } from './publish.ts'
import { versionId } from './published.ts'
import { listDeliveries, listPublished, readPolicies } from './queries.ts'
import { blocksOf, isOutdated, textOf } from './text.ts'

const shownDeliveries = 500
const longest = 256 * 1024

/** Where the operator publishes the policy, and where people say that they have read it. */
export function openPolicy(door: OpenDoor, world: World): void {
  door('policies', async c => c.json(await versions(world)))

  door('policyDeliveries', async c => {
    const version = world.policy.all().find(row => versionId(row) === c.req.param('version'))
    if (!version) throw new Refusal('not_found')
    return c.json(await deliveries(world, version.version))
  })

  door('previewPolicy', async c => {
    const { text } = await body(c, PreviewPolicy, longest)
    return c.json(preview(publishable(text), world.policy.all()[0]?.content))
  })

  door('publishPolicy', async c => {
    await publishPolicy(world, c.var.account.account, await body(c, PublishPolicy, longest))
    return c.json(await versions(world), 201)
  })

  door('readPolicy', async c => {
    const { version } = await body(c, ReadPolicy)
    await world.db.person(c.var.account.account, person => readPolicies(person, version))
    return c.body(null, 204)
  })
}

function preview(next: PolicyContent, present?: PolicyContent): z.infer<typeof PolicyPreview> {
  const made = new Set(promisesIn(next))
  const chapters = next.chapters.map(({ title, sentences }) => ({
    title,
    passages: sentences.map(({ text, promises }) => ({ blocks: blocksOf(text), promises })),
  }))
  return { chapters, lost: present ? promisesIn(present).filter(promise => !made.has(promise)) : [] }
}

async function versions(world: World): Promise<z.infer<typeof PublishedPolicies>> {
  const rows = await world.db.keeper(async keeper => listPublished(keeper))
  const items = rows.map(({ content: _, operator: __, publishedAt, ...row }) => ({
    ...row,
    id: versionId({ version: row.version, publishedAt }),
    publishedAt: publishedAt.toISOString(),
  }))
  const [latest] = rows
  return {
    items,
    text: latest ? textOf(latest.content) : '',
    outdated: latest !== undefined && isOutdated(latest, world.settings.operator),
  }
}

async function deliveries(world: World, version: number): Promise<z.infer<typeof PolicyDeliveries>> {
  const rows = await world.db.keeper(async keeper => listDeliveries(keeper, version, shownDeliveries))
  const items = rows.map(({ queuedAt, sentAt, readAt, ...row }) => ({
    ...row,
    queuedAt: queuedAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    readAt: readAt?.toISOString() ?? null,
  }))
  return { items }
}
