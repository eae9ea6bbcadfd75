import { cp, mkdir, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newSecrets } from '../lib/secrets.ts'
import { lookInto } from '../testing/database.ts'
import { testWorld } from '../testing/world.ts'
import { backupsIn } from './folder.ts'
import { keepUp } from './keep.ts'
import { makeBackup } from './make.ts'
import { restore } from './restore.ts'
import { openDrill } from './testing/drill.ts'
import { verifyBackup } from './verify.ts'

let drill: Awaited<ReturnType<typeof openDrill>>
let key: string

beforeEach(async () => {
  drill = await openDrill()
  key = (await drill.assistant(await drill.owner(), { name: canary })).key
})
afterEach(() => drill.close())

const canary = 'Vermilion Otter 5521'

/** Every file of the folder, with its path in it. */
async function files(): Promise<string[]> {
  const found = await readdir(drill.folder, { recursive: true, withFileTypes: true })
  return found.filter(one => one.isFile()).map(one => join(one.parentPath, one.name))
}

test('P4.4 a backup holds every table but those that are left out for a reason, and no word in the clear', async () => {
  await drill.ask(key, canary)
  const { name, bytes } = await makeBackup(drill.archive)
  const all = await files()
  const [{ count } = { count: 0 }] = await drill.rows<{ count: number }[]>`
    select count(*)::int as count from pg_class
    where relnamespace = 'atavus'::regnamespace and relkind in ('r', 'p') and not relispartition
  `
  expect(await readdir(join(drill.folder, name))).toHaveLength(count - 17 + 1)
  expect(bytes).toBeGreaterThan(1000)
  for (const path of all) {
    const content = await readFile(path)
    expect(() => zstdDecompressSync(content)).toThrow()
    for (const word of [canary, 'Vermilion', '@site.example', 'You asked'])
      expect({ path, found: content.includes(word) }).toEqual({ path, found: false })
    expect((await stat(path)).mode & 0o077).toBe(0)
  }
})

test('P4.4 from the moment of an erasure on no kept backup opens what was said, not even with every secret', async () => {
  const [gone, stays] = [await drill.ask(key, canary), await drill.ask(key, 'What stays?')]
  const leaver = await drill.owner()
  const theirs = await drill.ask((await drill.assistant(leaver)).key, canary)
  const { workspace } = (await (await leaver.call('GET', '/v1/account')).json()) as {
    workspace: { id: string }
  }
  const { name } = await makeBackup(drill.archive)
  await leaver.call('POST', '/v1/account/delete', { workspaces: [workspace.id] })
  await drill.here.app.request('/v1/chat/conversations', { method: 'DELETE', headers: gone.visitor.headers })
  await keepUp(drill.archive)

  // Even a restore that knows nothing of the list finds no key for it.
  await rm(join(drill.folder, 'erasures.log'))
  const into = await drill.empty()
  await expect(restore(drill.archive, name, into)).rejects.toMatchObject({ problem: 'ledger' })
  expect(await restore(drill.archive, name, into, { without: true })).toMatchObject({ unreadable: 1 })
  const there = lookInto(into)
  const left = await there<{ id: string }[]>`select id from conversations`
  expect(left.map(({ id }) => id)).toEqual([stays.conversation])
  expect(await there`select from workspaces where id = ${workspace.id}`).toHaveLength(0)
  expect(await there`select from messages where conversation_id = ${theirs.conversation}`).toHaveLength(0)
  await there.end()
})

test('P4.4 a database that lost rows does not take the keys of its backups along', async () => {
  const { conversation } = await drill.ask(key, canary)
  const { name } = await makeBackup(drill.archive)
  await drill.rows`truncate conversations, replies, reply_batches, sent_prompts, prompt_parts, masked_values, shared_pages`
  await keepUp(drill.archive, true)

  const into = await drill.empty()
  await restore(drill.archive, name, into)
  const there = lookInto(into)
  expect(await there`select from conversations where id = ${conversation}`).toHaveLength(1)
  await there.end()
})

test('what is the matter with a backup is told apart: changed, cut, swapped, lost, foreign', async () => {
  await drill.ask(key, canary)
  const { name } = await makeBackup(drill.archive)
  const folder = join(drill.folder, name)
  const whole = `${drill.folder}-whole`
  await cp(drill.folder, whole, { recursive: true })
  const part = join(folder, 'assistants')
  const cases: [string, () => Promise<unknown>][] = [
    ['damaged', () => flip(part, 100)],
    ['damaged', () => flip(join(folder, 'manifest'), 90)],
    ['damaged', () => cp(join(folder, 'workspaces'), part)],
    ['truncated', async () => truncate(part, (await stat(part)).size - 7)],
    ['truncated', () => truncate(part, 20)],
    ['incomplete', () => rm(part)],
    ['incomplete', () => rm(join(folder, 'manifest'))],
    ['foreign', () => writeFile(part, 'a,b,c\n1,2,3\nand so on, for as long as a header of ours is')],
    ['unknown', () => rename(folder, join(drill.folder, '2020-01-01T00-00-00Z'))],
    ['keys', () => rm(join(drill.folder, 'keys'))],
    ['damaged', () => flip(join(drill.folder, 'keys'), 120)],
    ['ledger', () => rm(join(drill.folder, 'erasures.log'))],
    ['damaged', () => flip(join(drill.folder, 'erasures.log'), 230)],
  ]
  await drill.here.world.db.keeper(keeper => keeper`delete from consents`)
  await keepUp(drill.archive)
  for (const [problem, harm] of cases) {
    await rm(drill.folder, { recursive: true })
    await cp(whole, drill.folder, { recursive: true })
    await keepUp(drill.archive)
    await harm()
    await expect(
      verifyBackup(drill.archive, name).then(() => 'whole'),
      `${problem}: ${harm}`,
    ).rejects.toMatchObject({ problem })
  }
  await rm(drill.folder, { recursive: true })
  await rename(whole, drill.folder)
  const other = { ...drill.archive, secrets: newSecrets() }
  await expect(verifyBackup(other, name)).rejects.toMatchObject({ problem: 'other_secrets' })
  await keepUp(drill.archive)
  expect(await verifyBackup(drill.archive, name)).toMatchObject({ opened: 0 })
}, 60_000)

async function flip(path: string, at: number): Promise<void> {
  const handle = await open(path, 'r+')
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, at)
  await handle.write(Buffer.of((buffer[0] ?? 0) ^ 1), 0, 1, at)
  await handle.close()
}

test('a backup that is broken off leaves nothing that looks like one, and the next one clears up', async () => {
  const { archive, folder, here } = drill
  /** Ends who reads; answers whether there was one: what the server tells of it comes a little later. */
  const cutOff = async () =>
    (
      await drill.rows`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename = 'atavus' and pid <> pg_backend_pid()
          and state = 'idle in transaction'
      `
    ).length > 0
  const cut = {
    ...archive,
    copies: {
      ...archive.copies,
      snapshot: <T>(work: Parameters<typeof archive.copies.snapshot<T>>[0]) =>
        archive.copies.snapshot<T>(snapshot =>
          work({
            ...snapshot,
            read: async table => {
              if (table.name === 'conversations') await expect.poll(cutOff).toBe(true)
              return snapshot.read(table)
            },
          }),
        ),
    },
  }
  await expect(makeBackup(cut)).rejects.toThrow()
  expect(await backupsIn(folder)).toEqual([])
  await mkdir(join(folder, '.new-2026-11-01T00-00-00Z'))
  await makeBackup(archive)
  expect(await readdir(folder)).toEqual(['2026-11-20T12-00-00Z', 'erasures.log', 'keys'])
  const attempts = await here.world.db.keeper(keeper => keeper`select failed from backups order by id`)
  expect(attempts.map(({ failed }) => failed !== null)).toEqual([true, false])
})

test('the folder of one database is not written for another', async () => {
  await makeBackup(drill.archive)
  const other = await testWorld({ secrets: drill.here.world.secrets })
  const rows = lookInto(other.address)
  await rows`update installation set id = gen_random_uuid()`
  await rows.end()
  const archive = { ...drill.archive, db: other.world.db, copies: other.world.copies }
  await expect(makeBackup(archive)).rejects.toMatchObject({ problem: 'other_database' })
  await other.close()
})

test('two at once: one makes it, the other is told', async () => {
  const made = await Promise.allSettled([makeBackup(drill.archive), makeBackup(drill.archive)])
  expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})
