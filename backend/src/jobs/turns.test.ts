import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pseudonym } from '../lib/ids.ts'
import { newKey } from '../lib/seal.ts'
import { wrapWorkspaceKey } from '../lib/workspace-key.ts'
import { testWorld } from '../testing/world.ts'
import { insertWorkspace } from '../workspaces/queries.ts'
import { takeInTurn } from './queries.ts'
import { queueJob } from './queue.ts'
import { job, lease, moment, openLine } from './testing/line.ts'

let line: Awaited<ReturnType<typeof openLine>>

beforeEach(async () => {
  line = await openLine()
})
afterEach(() => line.close())

async function workspaceOf(): Promise<string> {
  const workspace = pseudonym()
  const sealedKey = wrapWorkspaceKey(line.here.world.secrets.master, workspace, newKey())
  const made = { id: workspace, name: 'Shop', timeZone: 'UTC', sealedKey }
  await line.here.world.db.person(pseudonym(), person => insertWorkspace(person, made), workspace)
  return workspace
}

/** Puts narrow jobs in line that say by their names whose they are. */
async function queueNarrow(workspace: string, count: number, at = moment(0)): Promise<void> {
  await line.here.world.db.tenant(workspace, async tenant => {
    for (let i = 0; i < count; i++) await queueJob(tenant, job(workspace, 'narrow'), { at })
  })
}

test('jobs that hang for many workspaces take two places of six, and the others are done meanwhile', async () => {
  const held = Promise.withResolvers<void>()
  for (let i = 0; i < 5; i++) await queueNarrow(await workspaceOf(), 3, moment(-60))
  const { tried, names } = line.worker(async ({ workspace }) => {
    if (workspace) await held.promise
  })
  for (let i = 0; i < 9; i++) await line.queue('mail')
  await vi.waitFor(() => expect(names().filter(name => name === 'mail')).toHaveLength(9), 10_000)

  expect(tried.filter(({ workspace }) => workspace)).toHaveLength(2)
  held.resolve()
})

test('of a workspace one is done at a time, over all processes, and each is done once', async () => {
  const there = await testWorld({ beside: line.here })
  const workspaces = [await workspaceOf(), await workspaceOf(), await workspaceOf()]
  for (const workspace of workspaces) await queueNarrow(workspace, 8)
  const running = new Map<string, number>()
  let most = 0
  const work = async ({ name }: { name: string }) => {
    running.set(name, (running.get(name) ?? 0) + 1)
    most = Math.max(most, running.get(name) ?? 0)
    await new Promise(resolve => setTimeout(resolve, 5))
    running.set(name, (running.get(name) ?? 0) - 1)
  }
  const both = [line.worker(work), line.worker(work, there)]
  while ((await line.waiting()).length) await Promise.all(both.map(({ idle }) => idle()))
  await Promise.all(both.map(({ close }) => close()))

  expect(most).toBe(1)
  expect(both.flatMap(({ names }) => names())).toHaveLength(24)
  await there.close()
})

test('who has much to do keeps nobody waiting until all of it is done', async () => {
  const [busy, other] = [await workspaceOf(), await workspaceOf()]
  await queueNarrow(busy, 40, moment(-60))
  await queueNarrow(other, 1)
  const { idle, names } = line.worker()
  await idle()

  expect(names()).toHaveLength(41)
  expect(names().indexOf(other)).toBeLessThan(40)
})

test('a workspace whose worker died has its turn again once the lease is over', async () => {
  const workspace = await workspaceOf()
  await queueNarrow(workspace, 2)
  const take = () =>
    line.here.world.db.keeper(keeper => takeInTurn(keeper, { ...lease, kinds: ['narrow'], most: 4 }))
  expect(await take()).toHaveLength(1)
  expect(await take()).toHaveLength(0)
  line.after(120)
  const { idle, names } = line.worker()
  await idle()

  expect(names()).toHaveLength(2)
  expect(await line.waiting()).toEqual([])
})
