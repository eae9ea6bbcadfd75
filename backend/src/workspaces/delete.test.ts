import { afterAll, beforeAll, expect, test } from 'vitest'
import { dice } from '../chat/testing/killed.ts'
import { talk, unlimited, until } from '../chat/testing/talk.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { assistantOf, signUp, visit } from '../testing/shop.ts'
import { type TestWorld, testWorld } from '../testing/world.ts'
import { deleteWorkspace } from './delete.ts'

let here: TestWorld
let base: string
let rows: ReturnType<typeof lookInto>
const metered = scripted('ollama', { metered: true })

beforeAll(async () => {
  here = await testWorld({
    models: { ollama: metered, quote: scripted('quote') },
    limits: unlimited,
    capacity: { answers: 1000, openings: 1000 },
  })
  base = await here.serve()
  rows = lookInto(here.address)
})
afterAll(async () => {
  await rows.end()
  await here.close()
})

const ends = [200, 401, 403, 404, 429]

test('a workspace is deleted while its assistants are asked, answer and are refused, and nobody waits in a circle', async () => {
  const roll = dice(11)
  metered.play(async function* () {
    yield { type: 'text', text: 'Dear. ' }
    await new Promise(resolve => setTimeout(resolve, roll() * 20))
    yield { type: 'usage', input: 200, output: 100 }
    yield { type: 'end', end: 'complete' }
  })
  for (let round = 0; round < 6; round++) {
    const owner = await signUp(here)
    const { workspace } = await (await owner.call('GET', '/v1/account')).json()
    await owner.call('PATCH', '/v1/workspace', { tokensPerDay: 100_000 })
    const fields = { model: 'ollama', answersAtOnce: 100 } as const
    const assistants = [
      await assistantOf(owner, fields),
      await assistantOf(owner, fields),
      await assistantOf(owner, { ...fields, tokensPerDay: 100 }),
    ]
    const visitors = await Promise.all(
      Array.from({ length: 18 }, (_, n) => visit(here, assistants[n % 3]?.key ?? '')),
    )
    let over = false
    const asking = visitors.map(async (visitor, n) => {
      for (let turn = 0; turn < 20 && !over; turn++) {
        const answer = await talk(base, visitor, `Turn ${turn} of ${n}?`).send()
        expect(ends).toContain(answer.status)
        await answer.text()
      }
    })
    await new Promise(resolve => setTimeout(resolve, 50 + roll() * 100))
    await here.world.db.tenant(workspace.id, deleteWorkspace)
    over = true
    await Promise.all(asking)
    await until(() => here.chat.live.count() === 0)
    const [left] = await rows`
      select (select count(*)::int from replies where workspace_id = ${workspace.id}) as replies,
        (select count(*)::int from messages where workspace_id = ${workspace.id}) as messages,
        (select count(*)::int from workspaces where id = ${workspace.id}) as workspaces
    `
    expect(left).toEqual({ replies: 0, messages: 0, workspaces: 0 })
  }
  expect(here.faults).toEqual([])
})
