import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../lib/ids.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, hear, type Owner, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'

let atavus: TestWorld
let sql: ReturnType<typeof lookInto>
let own: Place
let other: Place
const model = scripted('quote')
const later = '2026-11-21T12:00:00Z'

interface Place {
  account: string
  workspace: string
}

beforeAll(async () => {
  atavus = await testWorld({ models: { quote: model } })
  sql = lookInto(atavus.address)
  const base = await atavus.serve()
  await sql`select ensure_messages_partition(${later})`
  own = await furnished(base)
  other = await furnished(base)
})
afterAll(async () => {
  await sql.end()
  await atavus.close()
})

/** A workspace with rows in its tables: an owner, a text, a visitor and what was said. */
async function furnished(base: string): Promise<Place> {
  const owner: Owner = await signUp(atavus)
  const assistant = await assistantOf(owner)
  const text = { title: 'Returns', url: null, language: 'en', text: 'Plants may be returned for ten days.' }
  await owner.call('POST', `/v1/assistants/${assistant.id}/documents`, text)
  model.say('For ten days.')
  const visitor = await visit(atavus, assistant.key)
  await hear(await visitor.ask(base, 'How long may I return a plant?'))
  const { id, workspace } = (await (await owner.call('GET', '/v1/account')).json()) as {
    id: string
    workspace: { id: string }
  }
  return { account: id, workspace: workspace.id }
}

/** Every table that says whose a row is, with the columns that say it. */
const tables = () => sql<{ name: string; columns: string[] }[]>`
  select c.relname as name, array_agg(a.attname::text) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname in ('workspace_id', 'account_id', 'expires_at')
  where c.relnamespace = 'atavus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  group by c.relname having array_agg(a.attname::text) && array['workspace_id', 'account_id']
`

type Handle = { workspace?: string; account?: string }

/** What the app's role gets to hear with a handle: how many rows a statement reached, or the error's code. */
async function asked(handle: Handle, statement: string): Promise<number | string> {
  const answer = sql.begin(async transaction => {
    await transaction`set local role atavus_app`
    await transaction`
      select set_config('atavus.workspace', ${handle.workspace ?? ''}, true),
        set_config('atavus.account', ${handle.account ?? ''}, true), set_config('atavus.now', ${testMoment}, true)
    `
    const { count } = await transaction.unsafe(statement)
    throw new Rolled(count)
  })
  return answer.then(
    () => 'never',
    (error: { code?: string }) => (error instanceof Rolled ? error.count : (error.code ?? 'no code')),
  )
}

class Rolled extends Error {
  readonly count: number
  constructor(count: number) {
    super('rolled back')
    this.count = count
  }
}

const refused = '42501'
const handles = (place: Place): Handle[] => [
  { workspace: place.workspace },
  { account: place.account },
  { account: place.account, workspace: place.workspace },
]

test('P5.2 no handle writes a row of another workspace or account, into any table', async () => {
  const all = await tables()
  expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(['memberships', 'messages', 'sessions']))
  for (const { name, columns } of all)
    for (const column of columns.filter(column => column !== 'expires_at')) {
      const value = column === 'account_id' ? other.account : other.workspace
      // A policy is asked before any other constraint, so that a row needs no more than to say whose it is. Where a
      // session is, a foreign key says: it is looked at below.
      if (name === 'sessions' && column === 'workspace_id') continue
      const ended = columns.includes('expires_at')
      const insert = `insert into ${name} (${column}${ended ? ', expires_at' : ''})
        values ('${value}'${ended ? `, '${later}'` : ''})`
      for (const handle of handles(own))
        expect({ name, column, handle, got: await asked(handle, insert) }).toMatchObject({ got: refused })
    }
})

test('P5.2 no handle moves its rows to another workspace or account', async () => {
  const moved: string[] = []
  for (const { name, columns } of await tables())
    for (const column of columns.filter(column => column !== 'expires_at')) {
      const value = column === 'account_id' ? other.account : other.workspace
      for (const handle of handles(own)) {
        const got = await asked(handle, `update ${name} set ${column} = '${value}'`)
        // Nothing was reached, or what was reached stayed; a foreign key may say so before a policy does.
        if (![0, refused, '23503'].includes(got))
          moved.push(`${name}.${column}: ${JSON.stringify({ handle, got })}`)
      }
    }
  expect(moved).toEqual([])
})

test('P5.2 no handle reaches rows of another workspace, to read, change or delete them', async () => {
  for (const { name, columns } of await tables()) {
    const column = columns.includes('workspace_id') ? 'workspace_id' : 'account_id'
    const where = `where ${column} = '${column === 'account_id' ? other.account : other.workspace}'`
    for (const handle of handles(own))
      for (const statement of [
        `select from ${name} ${where}`,
        `update ${name} set ${column} = ${column} ${where}`,
        `delete from ${name} ${where}`,
      ])
        expect({ statement, handle, got: [0, refused].includes(await asked(handle, statement)) }).toEqual({
          statement,
          handle,
          got: true,
        })
  }
})

test('P5.2 an account makes itself no member of a workspace, and signs in to none where it does not belong', async () => {
  const { account, workspace } = { account: own.account, workspace: other.workspace }
  const join = `insert into memberships values ('${workspace}', '${account}', 'owner', '${testMoment}')`
  expect(await asked({ account }, join)).toBe(refused)
  expect(await asked({ account, workspace: own.workspace }, join)).toBe(refused)

  const promote = `update memberships set role = 'owner' where account_id = '${account}'`
  expect(await asked({ account }, promote)).toBe(refused)

  const session = (where: string) => `
    insert into sessions (account_id, id, workspace_id, generation, rotated_at, created_at, expires_at)
    values ('${account}', '${newId(new Date(testMoment))}', '${where}', 1, '${testMoment}', '${testMoment}', '${later}')
  `
  expect(await asked({ account }, session(own.workspace))).toBe(1)
  expect(await asked({ account }, session(workspace))).toBe('23503')
})

test('P5.2 a handle changes no other workspace and no other account', async () => {
  for (const handle of handles(own)) {
    expect(await asked(handle, `update workspaces set name = 'x' where id = '${other.workspace}'`)).toBe(0)
    expect(await asked(handle, `update accounts set full_name = 'x' where id = '${other.account}'`)).toBe(0)
    expect(await asked(handle, `delete from accounts where id = '${other.account}'`)).toBe(0)
  }
  const made = `insert into workspaces values (gen_random_uuid(), 'x', 'UTC', '', '${testMoment}')`
  expect(await asked({ account: own.account, workspace: own.workspace }, made)).toBe(refused)
})
