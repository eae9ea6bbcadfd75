import { type PublishedPolicies, PublishPolicy, ReadPolicy } from '@atavus/contract/policy'
import type { z } from 'zod'
import { body } from '../lib/door.ts'
import type { OpenDoor } from '../principal/doors.ts'
import type { World } from '../world.ts'
import { publishPolicy } from './publish.ts'
import { listPublished, readPolicies } from './queries.ts'

/** Where the operator publishes the policy, and where people say that they have read it. */
export function openPolicy(door: OpenDoor, world: World): void {
  door('policies', async c => c.json(await versions(world)))

  door('publishPolicy', async c => {
    await publishPolicy(world, c.var.account.account, await body(c, PublishPolicy, 256 * 1024))
    return c.json(await versions(world), 201)
  })

  door('readPolicy', async c => {
    const { version } = await body(c, ReadPolicy)
    await world.db.person(c.var.account.account, person => readPolicies(person, version))
    return c.body(null, 204)
  })
}

async function versions(world: World): Promise<z.infer<typeof PublishedPolicies>> {
  const rows = await world.db.keeper(async keeper => listPublished(keeper))
  const items = rows.map(({ content: _, publishedAt, ...row }) => ({
    ...row,
    publishedAt: publishedAt.toISOString(),
  }))
  const chapters = rows[0]?.content.chapters ?? []
  const text = chapters.map(({ title, sentences }) =>
    [`# ${title}`, ...sentences.map(sentence => sentence.text)].join('\n\n'),
  )
  return { items, text: text.join('\n\n') }
}
