import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  access,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeLinks } from './cluster/binaries.ts'
import { ClusterError } from './cluster/error.ts'
import { isPostmaster, readNote } from './cluster/postmaster.ts'
import { runsNow } from './cluster/process.ts'
import { until } from './cluster/until.ts'
import { type Cluster, startCluster } from './cluster.ts'

let folder: string
let started: Cluster[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atavus-cluster-'))
  started = []
})

afterEach(async () => {
  for (const cluster of started) await cluster.stop()
  await rm(folder, { recursive: true, force: true })
})

async function start(where = folder, durable = false): Promise<Cluster> {
  const cluster = await startCluster(where, { durable })
  started.push(cluster)
  return cluster
}

/** Runs one piece of work as the cluster's user, as the platform reaches it. */
async function ask<T>({ socket, user }: Cluster, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const options = { host: socket, port: 5432, user, database: 'postgres', max: 1, onnotice: () => {} }
  const sql = postgres(options)
  return work(sql).finally(() => sql.end({ timeout: 1 }))
}

const keep = (cluster: Cluster, word: string) =>
  ask(cluster, async sql => {
    await sql`create table if not exists kept (word text primary key)`
    await sql`insert into kept values (${word})`
  })

const kept = (cluster: Cluster) =>
  ask(cluster, async sql =>
    (await sql<{ word: string }[]>`select word from kept order by word`).map(r => r.word),
  )

async function postmaster(where = folder): Promise<number> {
  const note = await readNote(join(where, 'postgres'))
  if (!note) throw new Error('no postmaster runs')
  return note.pid
}

/** Starts a cluster in a process of its own; gives the process once it said what it got. */
async function startElsewhere() {
  const code = `
    import { startCluster } from ${JSON.stringify(join(import.meta.dirname, 'cluster.ts'))}
    const { adopted } = await startCluster(${JSON.stringify(folder)}, { durable: false })
    process.stdout.write(JSON.stringify({ adopted }))
    setInterval(() => {}, 1000)
  `
  const args = ['--input-type=module', '--eval', code]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [text] = await once(child.stdout, 'data')
  const { adopted } = JSON.parse(String(text)) as { adopted: boolean }
  return { adopted, kill: () => kill(child) }
}

async function kill(child: ReturnType<typeof spawn>) {
  child.kill('SIGKILL')
  if (child.signalCode === null) await once(child, 'exit')
}

const gone = (pid: number) => until(10_000, () => !runsNow(pid) || undefined)

test('what was kept is there after a stop and a second start', async () => {
  const first = await start()
  await keep(first, 'one')
  const pid = await postmaster()
  await first.stop()
  expect(await isPostmaster(pid, join(folder, 'postgres'))).toBe(false)
  const second = await start()
  expect([first.adopted, second.adopted]).toEqual([false, false])
  expect(await kept(second)).toEqual(['one'])
  expect(second.where).toMatch(/^PostgreSQL \d+(\.\d+)? \(.+\); its data lie in \/.+\/postgres$/)
})

test('it listens on its socket only, in a folder for its owner only, with checksums and Unicode', async () => {
  const cluster = await start()
  const [row] = await ask(
    cluster,
    sql => sql`
      select current_setting('listen_addresses') as tcp, current_setting('data_checksums') as checksums,
             current_setting('server_encoding') as encoding, 'ÄΩ' = upper('äω') as unicode
    `,
  )
  expect(row).toEqual({ tcp: '', checksums: 'on', encoding: 'UTF8', unicode: true })
  for (const path of [cluster.socket, folder, join(folder, 'postgres')])
    expect([path, (await stat(path)).mode & 0o777]).toEqual([path, 0o700])
  expect((await stat(join(folder, 'postgres.log'))).mode & 0o777).toBe(0o600)
})

test('a cluster whose backend was killed is adopted as it runs, and can be stopped', async () => {
  const backend = await startElsewhere()
  expect(backend.adopted).toBe(false)
  const pid = await postmaster()
  await backend.kill()
  const cluster = await start()
  expect(cluster.adopted).toBe(true)
  expect(await postmaster()).toBe(pid)
  await keep(cluster, 'one')
  await cluster.stop()
  expect(await isPostmaster(pid, join(folder, 'postgres'))).toBe(false)
})

test('of two first starts at once one makes the cluster and the other adopts it', async () => {
  const both = await Promise.all([startElsewhere(), startElsewhere()])
  await Promise.all(both.map(backend => backend.kill()))
  expect(both.map(backend => backend.adopted).sort()).toEqual([false, true])
  expect((await start()).adopted).toBe(true)
  expect((await readdir(folder)).filter(name => name.includes('.new.'))).toEqual([])
})

test('a killed server is started again with everything that it had acknowledged', async () => {
  const first = await start(folder, true)
  await keep(first, 'one')
  const pid = await postmaster()
  process.kill(pid, 'SIGKILL')
  await gone(pid)
  const second = await start(folder, true)
  expect(second.adopted).toBe(false)
  expect(await kept(second)).toEqual(['one'])
})

test('a stale lock whose process id belongs to somebody else by now is no obstacle', async () => {
  const first = await start()
  const pid = await postmaster()
  const note = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')
  await first.stop()
  const stale = note.replace(String(pid), String(process.pid))
  await writeFile(join(folder, 'postgres', 'postmaster.pid'), stale)
  await writeFile(join(first.socket, '.s.PGSQL.5432.lock'), stale)
  const second = await start()
  expect(second.adopted).toBe(false)
  expect(await ask(second, sql => sql`select 1 as one`)).toEqual([{ one: 1 }])
})

test('an empty lock, as a power cut leaves it, is no obstacle', async () => {
  await (await start()).stop()
  await writeFile(join(folder, 'postgres', 'postmaster.pid'), '')
  expect((await start()).adopted).toBe(false)
})

test('a start during a stop waits for its end and starts anew', async () => {
  const first = await start()
  await keep(first, 'one')
  const pid = await postmaster()
  const session = postgres({ host: first.socket, port: 5432, user: first.user, database: 'postgres', max: 1 })
  const [row] = await session<{ pid: number }[]>`select pg_backend_pid() as pid`
  process.kill(row!.pid, 'SIGSTOP') // A session that does not end holds the server up.
  const stopping = first.stop()
  await until(
    10_000,
    async () => (await readNote(join(folder, 'postgres')))?.state === 'stopping' || undefined,
  )
  const lines: string[] = []
  const starting = startCluster(folder, { durable: false, say: line => lines.push(line) })
  await until(10_000, () => lines[0])
  process.kill(row!.pid, 'SIGCONT')
  started.push(await starting)
  await stopping
  expect(lines).toEqual([`PostgreSQL (process ${pid}) is stopping; waiting for it.`])
  expect(await kept(await starting)).toEqual(['one'])
  expect((await starting).adopted).toBe(false)
  await session.end({ timeout: 1 })
})

test.each([
  ['spaces, quotes and commas', `a folder, "quoted" and 'quoted'`],
  ['letters beyond ASCII', 'Grüße – 数据'],
  ['a path longer than a socket may have', join('l'.repeat(100), 'o'.repeat(100), 'n'.repeat(100))],
])('a folder with %s works', async (_, name) => {
  const cluster = await start(join(folder, name))
  await keep(cluster, 'one')
  expect(await kept(cluster)).toEqual(['one'])
  expect(Buffer.byteLength(join(cluster.socket, '.s.PGSQL.5432'))).toBeLessThanOrEqual(103)
  expect((await stat(cluster.socket)).mode & 0o777).toBe(0o700)
  await cluster.stop()
})

test('a socket folder in the shared temporary folder that somebody prepared is refused', async () => {
  const long = join(folder, 'l'.repeat(100))
  const cluster = await start(long)
  expect(cluster.socket.startsWith(folder)).toBe(false)
  await cluster.stop()
  await symlink(folder, cluster.socket)
  await expect(startCluster(long)).rejects.toThrow('belongs to somebody else')
  await rm(cluster.socket)
})

test('the log says nothing of what an error quotes', async () => {
  const cluster = await start()
  await keep(cluster, 'one')
  const failures: ((sql: postgres.Sql) => Promise<unknown>)[] = [
    sql => sql`select ${'SECRET'}::text::uuid`,
    sql => sql`insert into kept values ('SECRET'), ('SECRET')`,
    sql => sql`select 'SECRET' form kept`,
    sql => sql`do $$ begin raise exception 'SECRET'; end $$`,
    sql => sql`set statement_timeout = 50; select pg_sleep(9), 'SECRET'`.simple(),
  ]
  for (const fail of failures) await expect(ask(cluster, fail)).rejects.toThrow()
  await ask(cluster, sql => sql`do $$ begin raise warning 'SECRET'; end $$`)
  await cluster.stop()
  expect(await readFile(join(folder, 'postgres.log'), 'utf8')).not.toContain('SECRET')
})

test('the log says that a session died, and not what it was doing', async () => {
  const cluster = await start()
  await ask(cluster, async sql => {
    const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
    const cut = expect(sql`select pg_sleep(60), 'SECRET'`).rejects.toThrow()
    await until(5000, () => ask(cluster, async other => (await busy(other)) || undefined))
    process.kill(row!.pid, 'SIGKILL')
    await cut
  })
  await cluster.stop()
  const log = await readFile(join(folder, 'postgres.log'), 'utf8')
  expect(log).toContain('terminated by signal 9')
  expect(log).not.toContain('SECRET')
})

const busy = async (sql: postgres.Sql) =>
  (await sql`select 1 from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`)
    .count

test('a log that grew long is set aside at the next start', async () => {
  await (await start()).stop()
  await writeFile(join(folder, 'postgres.log'), 'x'.repeat(2_000_000))
  await (await start()).stop()
  expect((await stat(join(folder, 'postgres.log'))).size).toBeLessThan(100_000)
  expect((await stat(join(folder, 'postgres.log.old'))).size).toBe(2_000_000)
})

test('what an interrupted first start left is cleared away', async () => {
  await mkdir(join(folder, 'postgres.new.999999999', 'base'), { recursive: true })
  await start()
  await expect(access(join(folder, 'postgres.new.999999999'))).rejects.toThrow()
})

test('data of a PostgreSQL that is not here are left alone, with the ways out named', async () => {
  await mkdir(join(folder, 'postgres'))
  await writeFile(join(folder, 'postgres', 'PG_VERSION'), '9\n')
  const refused = await startCluster(folder).catch(error => error)
  expect(refused).toBeInstanceOf(ClusterError)
  expect(refused.message).toMatch(/Install PostgreSQL 9, .* DATABASE_URL/)
  expect(await readdir(join(folder, 'postgres'))).toEqual(['PG_VERSION'])
})

test('a folder that cannot be made is said in one sentence', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(startCluster(join(folder, 'file', 'data'))).rejects.toThrow(
    /file\/data cannot be made.*ENOTDIR/,
  )
})

test('links between the libraries are made where they are missing', async () => {
  const links = [
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
  ]
  await mkdir(join(folder, 'native', 'lib'), { recursive: true })
  await writeFile(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links))
  await symlink('libpq.so.5.18', join(folder, 'native', 'lib', 'libpq.so'))
  await makeLinks(folder)
  for (const { target } of links) expect(await readlink(join(folder, target))).toBe('libpq.so.5.18')
})
