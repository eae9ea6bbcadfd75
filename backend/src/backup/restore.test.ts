import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copiesOf } from '../db/copy/copies.ts'
import { knownMigrations, migrate } from '../db/migrate.ts'
import { openDatabase, openKeeper } from '../db/open.ts'
import { lookInto } from '../testing/database.ts'
import { testMoment } from '../testing/world.ts'
import { keepUp } from './keep.ts'
import { makeBackup } from './make.ts'
import { refuseUnreplayed } from './nightly.ts'
import { eraseAgain, restore } from './restore.ts'
import { openDrill } from './testing/drill.ts'
import { questionsOf } from './testing/questions.ts'
import { verifyBackup } from './verify.ts'

let drill: Awaited<ReturnType<typeof openDrill>>

beforeEach(async () => {
  drill = await openDrill()
})
afterEach(() => drill.close())

const secret = 'Magenta heron, number 7741'

test('P4.4 what was erased after a backup does not come back with it, and what was not is there and opens', async () => {
  const { here, archive } = drill
  const [owner, leaver] = [await drill.owner(), await drill.owner()]
  const [kept, gone, theirs] = [
    await drill.assistant(owner),
    await drill.assistant(owner),
    await drill.assistant(leaver),
  ]
  const stays = await drill.ask(kept.key, 'What stays?')
  const erased = await drill.ask(kept.key, secret)
  const visitor = await drill.ask(kept.key, secret)
  const along = await drill.ask(gone.key, secret)
  const left = await drill.ask(theirs.key, secret)

  const { name, rows } = await makeBackup(archive)
  expect(rows).toBeGreaterThan(20)
  expect(await verifyBackup(archive, name)).toMatchObject({ rows, opened: 5 })

  await owner.call('DELETE', `/v1/conversations/${erased.conversation}`)
  await here.app.request('/v1/chat/conversations', { method: 'DELETE', headers: visitor.visitor.headers })
  await owner.call('DELETE', `/v1/assistants/${gone.id}`)
  const { workspace, id: leaverId } = (await (await leaver.call('GET', '/v1/account')).json()) as {
    id: string
    workspace: { id: string }
  }
  const bye = await leaver.call('POST', '/v1/account/delete', { workspaces: [workspace.id] })
  expect(bye.status).toBe(200)
  const later = await drill.ask(kept.key, 'Said after the backup')
  await keepUp(archive)

  const into = await drill.empty()
  const restored = await restore(archive, name, into)
  expect(restored).toMatchObject({ unreadable: 0 })
  const there = lookInto(into)
  const conversations = await there<{ id: string }[]>`select id from conversations`
  expect(conversations.map(({ id }) => id)).toEqual([stays.conversation])
  for (const { conversation } of [erased, visitor, along, left, later])
    expect(await there`select from messages where conversation_id = ${conversation}`).toHaveLength(0)
  expect(await there`select from accounts where id = ${leaverId}`).toHaveLength(0)
  expect(await there`select from workspaces where id = ${workspace.id}`).toHaveLength(0)
  expect(await there`select from messages`).toHaveLength(2)
  await there.end()

  const again = await drill.serveFrom(into)
  expect(await questionsOf(again)).toEqual(['What stays?'])
  await again.close()
})

test('P4.4 P4.2 what ended since a backup is not in what is restored', async () => {
  const owner = await drill.owner()
  const short = await drill.assistant(owner, { retentionDays: 1 })
  const long = await drill.assistant(owner, { retentionDays: 30 })
  const [over, stays] = [await drill.ask(short.key, secret), await drill.ask(long.key, 'What stays?')]
  const { name } = await makeBackup(drill.archive)
  drill.here.at('2026-11-25T12:00:00Z')
  await keepUp(drill.archive, true)

  const into = await drill.empty()
  await restore(drill.archive, name, into)
  const there = lookInto(into)
  expect(await there`select from messages where conversation_id = ${over.conversation}`).toHaveLength(0)
  expect(await there`select from messages where conversation_id = ${stays.conversation}`).toHaveLength(2)
  await there.end()
})

test('P4.4 after a restore everybody signs in anew and agrees anew, and who or what was removed stays so', async () => {
  const { here, archive, rows } = drill
  const owner = await drill.owner()
  const { id, key } = await drill.assistant(owner)
  const { visitor } = await drill.ask(key, 'Before')
  const text = { title: 'Returns', url: null, language: 'en', text: 'Plants may be returned for ten days.' }
  const made = await owner.call('POST', `/v1/assistants/${id}/documents`, text)
  const document = (await made.json()) as { id: string }
  const { name } = await makeBackup(archive)
  await owner.call('DELETE', `/v1/assistants/${id}/documents/${document.id}`)
  expect(await rows`select from documents where id = ${document.id}`).toHaveLength(0)
  await keepUp(archive)

  const into = await drill.empty()
  await restore(archive, name, into)
  const there = lookInto(into)
  expect(await there`select from documents where id = ${document.id}`).toHaveLength(0)
  expect(await there`select from passages where document_id = ${document.id}`).toHaveLength(0)
  expect(await there`select from sessions`).toHaveLength(0)
  expect(await there`select from consents where valid_until > ${testMoment}`).toHaveLength(0)
  expect(await there`select from consents where id = ${visitor.consent}`).toHaveLength(1)
  const [own] = await there`select restored_from as name, restoring from installation`
  expect(own).toEqual({ name, restoring: null })
  await there.end()

  const again = await drill.serveFrom(into)
  await refuseUnreplayed(again.world)
  expect(again.faults).toEqual([])
  await again.close()
  expect(here.faults).toEqual([])
})

test('P4.4 a picture, a name, and what was switched off or renewed since a backup do not come back with it', async () => {
  const { archive, rows } = drill
  const [owner, other] = [await drill.owner(), await drill.owner()]
  const { id: account } = (await (await owner.call('GET', '/v1/account')).json()) as { id: string }
  const { id: stranger } = (await (await other.call('GET', '/v1/account')).json()) as { id: string }
  const { id: assistant } = await drill.assistant(owner)
  const workspace = ((await rows`select workspace_id as id from assistants where id = ${assistant}`)[0]?.id ??
    '') as string
  const made = async (path: string, body: object) =>
    (await (await owner.call('POST', path, body)).json()) as { id: string; key: { id: string } }
  const key = async (name: string) =>
    (await made('/v1/keys', { name, scopes: ['conversations:read'], days: null })).key.id
  const [off, renewed, untouched] = [await key('Off'), await key('Renewed'), await key('Untouched')]
  const { id: pasted } = await made(`/v1/assistants/${assistant}/keys`, { label: 'Second' })
  await owner.call('PATCH', '/v1/account', { fullName: 'Once Named' })
  const picture = '00000000-0000-7000-8000-000000000001'
  for (const each of [account, stranger]) {
    await rows`insert into second_factors values (${each}, '', ${testMoment}, ${testMoment})`
    await rows`insert into operators values (${each}, ${testMoment})`
    for (const code of ['one', 'two'])
      await rows`insert into recovery_codes values (${each}, sha256(${code}::bytea))`
  }
  await rows`insert into pictures values (${account}, ${picture}, '')`
  await rows`update accounts set avatar_url = 'https://pictures.example/mine.png' where id = ${account}`
  const secret = '00000000-0000-7000-8000-000000000002'
  await rows`insert into identity_secrets values (${workspace}, ${assistant}, ${secret}, '', ${testMoment})`
  const invitation = '00000000-0000-7000-8000-000000000003'
  await rows`
    insert into invitations (workspace_id, id, hash, email, role, created_at, expires_at)
    values (${workspace}, ${invitation}, '', 'taken@back.example', 'owner', ${testMoment}, '2027-01-01')
  `
  const { name } = await makeBackup(archive)

  for (const [method, path, body] of [
    ['PATCH', `/v1/keys/${off}`, { disabled: true }],
    ['POST', `/v1/keys/${renewed}/rotate`, { overlapHours: 0 }],
    ['PATCH', `/v1/assistants/${assistant}/keys/${pasted}`, { disabled: true }],
    ['PATCH', '/v1/account', { fullName: null }],
  ] as const)
    expect((await owner.call(method, path, body)).ok, path).toBe(true)
  await rows`delete from pictures where account_id = ${account}`
  await rows`update accounts set avatar_url = null where id = ${account}`
  await rows`update recovery_codes set used_at = ${testMoment} where account_id = ${stranger} and hash = sha256('one')`
  await rows`delete from second_factors where account_id = ${account}`
  await rows`delete from operators where account_id = ${account}`
  await rows`update identity_secrets set until = ${testMoment} where id = ${secret}`
  await rows`delete from invitations where id = ${invitation}`
  await keepUp(archive)

  const into = await drill.empty()
  await restore(archive, name, into)
  const there = lookInto(into)
  const [person] = await there`select full_name, avatar_url from accounts where id = ${account}`
  expect(person).toEqual({ full_name: null, avatar_url: null })
  expect(await there`select from pictures`).toHaveLength(0)
  const works = await there<{ id: string }[]>`select id from api_keys where disabled_at is null`
  expect(works.map(({ id }) => id)).toEqual([untouched])
  const [old] = await rows`select previous_hash, hash from api_keys where id = ${renewed}`
  expect(await there`select from api_keys where hash = ${old?.previous_hash ?? old?.hash}`).toHaveLength(0)
  expect(await there`select from public_keys where id = ${pasted} and disabled_at is null`).toHaveLength(0)
  expect(await there`select from public_keys where disabled_at is null`).toHaveLength(1)
  expect(await there`select from second_factors where account_id = ${account}`).toHaveLength(0)
  expect(await there`select from recovery_codes where account_id = ${stranger}`).toHaveLength(1)
  expect(await there`select account_id as id from operators`).toEqual([{ id: stranger }])
  expect(await there`select from identity_secrets`).toHaveLength(0)
  expect(await there`select from invitations`).toHaveLength(0)
  await there.end()
})

test('P4.4 a restore that breaks off serves nobody, and starts over', async () => {
  const { archive, folder } = drill
  const { key } = await drill.assistant(await drill.owner())
  const { conversation } = await drill.ask(key, 'What stays?')
  const { name } = await makeBackup(archive)
  const part = join(folder, name, 'messages')
  const whole = await readFile(part)
  await writeFile(part, whole.subarray(0, -3))
  const into = await drill.empty()
  await expect(restore(archive, name, into)).rejects.toMatchObject({ problem: 'truncated' })
  await expect(openDatabase(into, archive.now)).rejects.toThrow('being restored')

  await writeFile(part, whole)
  await restore(archive, name, into)
  await expect(restore(archive, name, into)).rejects.toMatchObject({ problem: 'not_empty' })
  const there = lookInto(into)
  expect(await there`select from conversations where id = ${conversation}`).toHaveLength(1)
  await there.end()
  await (await openDatabase(into, archive.now)).close()
})

test('P4.4 a database that came back by other means is not served before the list was gone through', async () => {
  const { here, archive } = drill
  const owner = await drill.owner()
  const { key } = await drill.assistant(owner)
  const { conversation } = await drill.ask(key, secret)
  const { name } = await makeBackup(archive)
  const into = await drill.empty()
  await restore(archive, name, into)
  // What is erased from here on, the other one does not know: it is as if it came out of an older copy.
  await owner.call('DELETE', `/v1/conversations/${conversation}`)
  await keepUp(archive)
  const again = await drill.serveFrom(into)
  await expect(refuseUnreplayed(again.world)).rejects.toMatchObject({ problem: 'ledger' })
  const older = { ...archive, db: again.world.db, copies: again.world.copies }
  await expect(keepUp(older)).rejects.toMatchObject({ problem: 'ledger' })

  expect(await eraseAgain(archive, into)).toBe(1)
  await refuseUnreplayed(again.world)
  await again.close()
  const there = lookInto(into)
  expect(await there`select from messages where conversation_id = ${conversation}`).toHaveLength(0)
  const [next] = await there`select nextval('erasures_position_seq')::int as position`
  const [last] = await drill.rows`select max(position)::int as position from erasures`
  expect(next?.position).toBeGreaterThan(last?.position)
  await there.end()
  expect(here.faults).toEqual([])
})

test('a backup of an older state is restored as it was and brought up to date', async () => {
  const { archive } = drill
  const all = [...(await knownMigrations()).keys()]
  const older = await drill.empty()
  await migrate(older, archive.now, { only: new Set(all.filter(name => name <= '0024_requests.sql')) })
  // Folders are noted since later, whatever state the tables are in that go into a backup.
  const then = lookInto(older)
  await then`create table backup_folders (path text primary key, newest timestamptz not null)`
  await then`grant select, insert, update on backup_folders to atavus_keeper`
  await then.end()
  const { keeper, close } = openKeeper(older, archive.now)
  const from = {
    ...archive,
    folder: `${archive.folder}/older`,
    copies: copiesOf(older),
    db: { ...archive.db, keeper },
  }
  const { name } = await makeBackup(from)
  await close()
  const into = await drill.empty()
  await restore(from, name, into)
  const there = lookInto(into)
  expect((await there`select name from migrations`).map(({ name }) => name).sort()).toEqual(all)
  await there.end()
})
