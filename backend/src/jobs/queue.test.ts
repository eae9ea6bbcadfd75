import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { notice } from '../db/channel.ts'
import { pseudonym } from '../lib/ids.ts'
import { newKey } from '../lib/seal.ts'
import { wrapWorkspaceKey } from '../lib/workspace-key.ts'
import { sweep } from '../retention/sweep.ts'
import { insertWorkspace } from '../workspaces/queries.ts'
import { queueJob } from './queue.ts'
import { job, moment, openLine } from './testing/line.ts'

let line: Awaited<ReturnType<typeof openLine>>

beforeEach(async () => {
  line = await openLine()
})
afterEach(() => line.close())

test('a job is done soon after it was put in line, and one that was rolled back never', async () => {
  const { tried } = line.worker()
  const broken = line.here.world.db.keeper(async keeper => {
    await queueJob(keeper, job('never'))
    throw new Error('back')
  })
  await expect(broken).rejects.toThrow('back')

  await line.queue('soon')
  await vi.waitFor(
    () => expect(tried).toMatchObject([{ name: 'soon', attempts: 0, workspace: null }]),
    10_000,
  )
})

test('what is due only later wakes no worker, and what is due now does', async () => {
  const heard: string[] = []
  const stop = line.here.world.hear(({ type }) => void heard.push(type))
  const queue = (name: string, at: Date) =>
    line.here.world.db.person(pseudonym(), person => queueJob(person, job(name), { at }))
  await queue('later', moment(1))
  await line.rows`select pg_notify('atavus', ${notice({ type: 'erased', conversation: 'none' })})`
  await vi.waitFor(() => expect(heard).toEqual(['erased']), 10_000)
  await queue('now', moment(0))
  await vi.waitFor(() => expect(heard).toEqual(['erased', 'job']), 10_000)
  stop()
})

test('of two that wait with one key there is one, the later; another key or kind is another job', async () => {
  const soon = moment(60)
  await line.queue('earlier', { key: 'a' })
  await line.queue('later', { key: 'a', at: soon })
  await line.queue('other', { key: 'b' })
  await line.queue('keyless')
  await line.queue('keyless')

  const names = (await line.waiting()).map(({ name, wait }) => `${name} ${wait}`)
  expect(names).toEqual(['keyless 0', 'keyless 0', 'other 0', 'later 60'])
})

test('a key that is queued again while its job runs is another job, which a failed try gives way to', async () => {
  let fail = true
  const { idle, names } = line.worker(async ({ name }) => {
    if (name !== 'first' || !fail) return
    fail = false
    await line.queue('second', { key: 'a', at: moment(5) })
    throw new Error('no')
  })
  await line.queue('first', { key: 'a' })
  await idle()

  expect(await line.waiting()).toMatchObject([{ name: 'second', wait: 5, attempts: 0 }])
  line.after(60)
  await idle()
  expect(names()).toEqual(['first', 'second'])
})

test('a workspace’s handle queues the workspace’s jobs, which go with it; the app sees none of them', async () => {
  const workspace = pseudonym()
  const sealedKey = wrapWorkspaceKey(line.here.world.secrets.master, workspace, newKey())
  const made = { id: workspace, name: 'Shop', timeZone: 'UTC', sealedKey }
  await line.here.world.db.person(pseudonym(), person => insertWorkspace(person, made), workspace)
  const at = moment(60)
  await line.here.world.db.tenant(workspace, tenant => queueJob(tenant, job('own'), { at }))
  await queueJob(line.here.world.db.stranger, job('nobody’s'), { at })

  expect(
    await line.rows`select workspace_id as w, subject ->> 'name' as name from jobs order by name`,
  ).toEqual([
    { w: null, name: 'nobody’s' },
    { w: workspace, name: 'own' },
  ])
  const peek = line.here.world.db.tenant(workspace, async tenant => await tenant`select from jobs`)
  await expect(peek).rejects.toMatchObject({ code: '42501' })
  await line.rows`delete from workspaces where id = ${workspace}`
  expect(await line.waiting()).toMatchObject([{ name: 'nobody’s' }])
})

test('what nobody could do for a week goes; what is to be done much later stays', async () => {
  await line.queue('forgotten')
  await line.queue('far', { at: moment(30 * 86_400) })
  line.after(7 * 86_400 - 1)
  await sweep(line.here.world)
  expect(await line.waiting()).toHaveLength(2)
  line.after(7 * 86_400)
  await sweep(line.here.world)
  expect(await line.waiting()).toMatchObject([{ name: 'far' }])
})
