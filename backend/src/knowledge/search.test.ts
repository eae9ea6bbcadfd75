import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assistantFrom } from '../assistants/fields.ts'
import { insertAssistant } from '../assistants/queries.ts'
import type { Tenant } from '../db/tenancy.ts'
import { newId } from '../lib/ids.ts'
import { newPublicKey } from '../lib/keys.ts'
import { lookInto } from '../testing/database.ts'
import { type TestWorld, testMoment, testWorld } from '../testing/world.ts'
import {
  deleteDocument,
  getDocument,
  insertDocument,
  listDocuments,
  replaceDocument,
  searchPassages,
} from './queries.ts'

const moment = new Date(testMoment)
let world: TestWorld
let rows: ReturnType<typeof lookInto>
let workspace: string
let assistant: string

beforeAll(async () => {
  world = await testWorld()
  rows = lookInto(world.address)
  ;({ workspace, assistant } = await someAssistant())
})
afterAll(async () => {
  await rows.end()
  await world.close()
})

async function someAssistant() {
  const [workspace, assistant] = [newId(moment), newId(moment)]
  await rows`insert into workspaces values (${workspace}, 'Shop', 'UTC', '', ${moment})`
  const fields = assistantFrom({ name: 'Shop', controllerName: 'Shop', controllerContact: 'me@shop.example' })
  await inside(workspace, tenant => insertAssistant(tenant, assistant, newPublicKey(), fields))
  return { workspace, assistant }
}

const inside = <T>(workspace: string, work: (tenant: Tenant) => Promise<T>) =>
  world.world.db.tenant(workspace, work)

async function knowing(pages: [title: string, text: string, language?: string][]) {
  const shop = await someAssistant()
  for (const [title, text, language = 'en'] of pages)
    await inside(shop.workspace, tenant =>
      insertDocument(tenant, shop.assistant, { title, url: null, language, text }),
    )
  const find = (question: string, language = 'en', most = 5) =>
    inside(shop.workspace, tenant => searchPassages(tenant, shop.assistant, question, language, most))
  return {
    ...shop,
    find,
    titles: async (...asked: Parameters<typeof find>) => (await find(...asked)).map(({ title }) => title),
  }
}

const shopPages: [string, string, string?][] = [
  ['Delivery', '## Costs\nA parcel to Austria costs €8.90.\n\n## Abroad\nWe do not deliver overseas.'],
  ['Returns', 'Send it back within 30 days. The refund takes five days.'],
  ['Lofoten sweater', 'Knitted from lambswool. Wash it by hand.'],
  ['Lieferung', '## Kosten\nEin Paket nach Österreich kostet 8,90 €.', 'de'],
  ['Rückgabe', 'Senden Sie es in 30 Tagen zurück. Die Versandkosten erstatten wir.', 'de'],
  ['Größen', 'Wie groß die Wolldecke ist, steht auf ihrer Seite.', 'de-AT'],
]

test.each([
  ['a stem', 'en', 'delivering a parcel', 'Delivery'],
  ['a word of the same meaning', 'en', 'postage', 'Delivery'],
  ['a city for its country', 'en', 'parcel to Vienna', 'Delivery'],
  ['a slip of the finger', 'en', 'loffoten swaeter', 'Lofoten sweater'],
  ['a word of the title', 'en', 'Lofoten', 'Lofoten sweater'],
  ['a German verb for its noun', 'de', 'liefert ihr', 'Lieferung'],
  ['a part for the compound', 'de', 'Decke', 'Größen'],
  ['a compound for its parts', 'de', 'Paketkosten', 'Lieferung'],
  ['small letters and no marks', 'de', 'osterreich', 'Lieferung'],
])('%s finds', async (_, language, question, title) => {
  const { titles } = await knowing(shopPages)
  expect((await titles(question, language))[0]).toBe(title)
})

test('the reader’s language comes first, and another one is found where it has nothing', async () => {
  const { titles } = await knowing([...shopPages, ['Schal Lofoten', 'Aus Wolle.', 'de']])
  expect((await titles('Lofoten', 'en'))[0]).toBe('Lofoten sweater')
  expect((await titles('Lofoten', 'de-CH'))[0]).toBe('Schal Lofoten')
  expect((await titles('Rückgabe', 'en'))[0]).toBe('Rückgabe')
  expect((await titles('Rückgabe', 'xx'))[0]).toBe('Rückgabe')
})

test('the score tells how much of the question is covered, and small talk does not count', async () => {
  const { find } = await knowing(shopPages)
  const score = async (question: string) => (await find(question))[0]?.score ?? 0
  expect(await score('Hello, could you please tell me something about the refund?')).toBe(
    await score('refund'),
  )
  expect(await score('refund')).toBeGreaterThan(await score('refund of the Eiffel tower'))
  expect(await score('refund of the Eiffel tower')).toBeGreaterThan(0)
  for (const [at, { score }] of (await find('refund parcel')).entries()) {
    expect(score).toBeGreaterThan(0)
    expect(score).toBeLessThanOrEqual(1)
    if (at > 0) expect(score).toBeLessThanOrEqual((await find('refund parcel'))[at - 1]!.score)
  }
})

test.each([
  [''],
  ['?!'],
  ['hello'],
  ['xyzzy plugh'],
  ["'"],
  ["\\' & | ! <-> :*"],
  ['a:b\\c'],
  ['x'.repeat(4000)],
  ['wort '.repeat(800)],
  ['\u0000refund'],
])('%j is asked without harm', async question => {
  const { find } = await knowing(shopPages)
  expect((await find(question)).length).toBeLessThanOrEqual(5)
})

test('a passage knows its source', async () => {
  const { workspace, assistant } = await someAssistant()
  const page = {
    title: 'Delivery',
    url: 'https://shop.example/d',
    language: 'en-GB',
    text: '## Costs\nFree.',
  }
  const found = await inside(workspace, async tenant => {
    const document = await insertDocument(tenant, assistant, page)
    const passages = await searchPassages(tenant, assistant, 'costs', 'en', 3)
    return { document, passages }
  })
  const { title, url, language } = page
  expect(found.passages).toEqual([
    {
      id: expect.any(String),
      document: found.document!.id,
      title,
      url,
      language,
      heading: 'Costs',
      text: 'Free.',
      score: expect.any(Number),
    },
  ])
})

test('nobody finds the passages of another workspace or assistant, and nobody anything without a handle', async () => {
  const mine = await knowing(shopPages)
  const theirs = await someAssistant()
  expect(
    await inside(theirs.workspace, tenant => searchPassages(tenant, mine.assistant, 'refund', 'en', 5)),
  ).toEqual([])
  expect(
    await inside(theirs.workspace, tenant => searchPassages(tenant, theirs.assistant, 'refund', 'en', 5)),
  ).toEqual([])
  await rows.begin(async sql => {
    await sql`set local role atavus_app`
    expect([...(await sql`select id from search_passages(${mine.assistant}, 'refund', 'en', 5)`)]).toEqual([])
  })
})

test('a replaced document is found by its new words alone, a deleted one by none', async () => {
  const { workspace, assistant, titles } = await knowing([['Delivery', 'By bicycle.']])
  const [{ id } = { id: '' }] = (await inside(workspace, tenant => listDocuments(tenant, assistant))).items
  const page = { title: 'Post', url: null, language: 'en', text: 'By balloon.' }
  expect(await inside(workspace, tenant => replaceDocument(tenant, assistant, id, page))).toMatchObject({
    id,
    title: 'Post',
  })
  expect([await titles('bicycle'), await titles('balloon')]).toEqual([[], ['Post']])
  expect(await inside(workspace, tenant => deleteDocument(tenant, assistant, id))).toBe(true)
  expect(await inside(workspace, tenant => deleteDocument(tenant, assistant, id))).toBe(false)
  expect(await titles('balloon')).toEqual([])
})

test('the counts of words are those of the passages, however many change at once, and go with the assistant', async () => {
  const { workspace, assistant } = await someAssistant()
  const page = (at: number) => ({
    title: `Page ${at}`,
    url: null,
    language: 'en',
    text: '## Wool\nWarm wool.\n\n## Linen\nCool.',
  })
  const made = await Promise.all(
    Array.from({ length: 6 }, (_, at) =>
      inside(workspace, tenant => insertDocument(tenant, assistant, page(at))),
    ),
  )
  await Promise.all(
    made.map((document, at) =>
      inside(workspace, async tenant => {
        if (at % 2) await deleteDocument(tenant, assistant, document!.id)
        else await replaceDocument(tenant, assistant, document!.id, page(at))
      }),
    ),
  )
  const counted = () =>
    rows`select word, passages from passage_words where assistant_id = ${assistant} order by word`
  const real = await rows`
    select w.word collate "C" as word, count(*)::int as passages
    from passages p cross join lateral (select '' union all select lexeme from unnest(p.search)) w (word)
    where p.assistant_id = ${assistant} group by 1 order by 1
  `
  expect(real.length).toBeGreaterThan(5)
  expect([...(await counted())]).toEqual([...real])
  await rows`delete from assistants where id = ${assistant}`
  expect([...(await counted())]).toEqual([])
})

test('the list goes from the newest to the oldest, twenty at a time', async () => {
  const { workspace, assistant } = await someAssistant()
  for (let at = 0; at < 45; at++) {
    world.at(new Date(moment.getTime() + Math.floor(at / 3) * 1000))
    const page = { title: `Page ${at}`, url: null, language: 'en', text: 'Wörter.' }
    await inside(workspace, tenant => insertDocument(tenant, assistant, page))
  }
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await inside(workspace, tenant => listDocuments(tenant, assistant, cursor))
    expect(items.length).toBeLessThanOrEqual(20)
    seen.push(...items.map(({ title }) => title))
    cursor = next ?? undefined
  } while (cursor)
  expect(seen).toEqual(Array.from({ length: 45 }, (_, at) => `Page ${44 - at}`))
  world.at(moment)
})

test('a document comes back as it was written, and only to its own', async () => {
  const page = { title: 'Ä', url: 'https://shop.example/', language: 'de', text: '# Ä\n\n- 👩‍👩‍👧' }
  const made = (await inside(workspace, tenant => insertDocument(tenant, assistant, page)))!
  expect(made).toMatchObject({ ...page, passages: 1, createdAt: testMoment, updatedAt: testMoment })
  expect(await inside(workspace, tenant => getDocument(tenant, assistant, made.id))).toEqual(made)
  const others = await someAssistant()
  expect(await inside(others.workspace, tenant => getDocument(tenant, assistant, made.id))).toBeUndefined()
  expect(
    await inside(others.workspace, tenant => replaceDocument(tenant, assistant, made.id, page)),
  ).toBeUndefined()
  expect(await inside(others.workspace, tenant => insertDocument(tenant, assistant, page))).toBeUndefined()
})

test('asked as the app, the search reads its index and no table from end to end', async () => {
  const { workspace, assistant } = await someAssistant()
  const text = Array.from({ length: 300 }, (_, at) => `## Page ${at}\nword${at} word${at % 17} parcel`).join(
    '\n\n',
  )
  await inside(workspace, tenant =>
    insertDocument(tenant, assistant, { title: 'Many', url: null, language: 'en', text }),
  )
  await rows`analyze passages`
  expect(await planOf(workspace, assistant, 'word7 parcel')).toMatch(/Bitmap Index Scan on passages_search\b/)
  expect(await planOf(workspace, assistant, 'word7 parcel')).not.toMatch(/Seq Scan on passage/)
})

/** The plans of every statement inside the search, as PostgreSQL ran them for the app. */
async function planOf(workspace: string, assistant: string, question: string): Promise<string> {
  if (world.address.kind !== 'embedded') throw new Error('tests run on the embedded cluster')
  const { socket, database, user } = world.address
  const plans: string[] = []
  const onnotice = ({ message = '' }) => plans.push(message)
  const sql = postgres({
    host: socket,
    port: 5432,
    user,
    database,
    max: 1,
    connection: { search_path: 'atavus' },
    onnotice,
  })
  await sql`load 'auto_explain'`
  await sql`
    select set_config('auto_explain.log_min_duration', '0', false), set_config('auto_explain.log_level', 'notice', false),
      set_config('auto_explain.log_nested_statements', 'on', false)
  `
  await sql`set role atavus_app`
  await sql`select set_config('atavus.workspace', ${workspace}, false)`
  plans.length = 0
  await sql`select id from search_passages(${assistant}, ${question}, 'en', 5)`
  await sql.end()
  return plans.join('\n')
}
