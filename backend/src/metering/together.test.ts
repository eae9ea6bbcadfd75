import { afterEach, expect, test } from 'vitest'
import { dice } from '../chat/testing/killed.ts'
import { talk, unlimited, until } from '../chat/testing/talk.ts'
import { putOnPlan } from '../plans/testing/planned.ts'
import { lookInto } from '../testing/database.ts'
import { scripted } from '../testing/model.ts'
import { billed, silentPayments } from '../testing/payments.ts'
import { assistantOf, signUp, visit } from '../testing/shop.ts'
import { type TestOptions, type TestWorld, testWorld } from '../testing/world.ts'

let here: TestWorld
let there: TestWorld
let rows: ReturnType<typeof lookInto>
const metered = scripted('ollama', { metered: true })

async function open(more: TestOptions) {
  const common = {
    ...more,
    models: { ollama: metered, quote: scripted('quote') },
    limits: unlimited,
    capacity: { answers: 1000, openings: 1000 },
  }
  here = await testWorld(common)
  there = await testWorld({ ...common, beside: here })
  rows = lookInto(here.address)
}
afterEach(async () => {
  await rows.end()
  await there.close()
  await here.close()
})

test.each([
  ['without plans', {}, false],
  ['with plans', { environment: billed, payments: silentPayments }, true],
])(
  'whatever happens at once over two processes %s, nothing waits in a circle and all the sums agree',
  async (_, more, plans) => {
    await open(more)
    const bases = [await here.serve(), await there.serve()]
    const owner = await signUp(here)
    const { workspace } = await (await owner.call('GET', '/v1/account')).json()
    await owner.call('PATCH', '/v1/workspace', { messagesPerDay: 100_000, tokensPerDay: 2_000_000 })
    // Large enough that nothing is refused, and every turn is in it.
    if (plans) await putOnPlan(rows, workspace.id, { messages: 100_000, tokens: 2_000_000 })
    const fields = { model: 'ollama', answersAtOnce: 12, tokensPerDay: 300_000 } as const
    const assistants = [await assistantOf(owner, fields), await assistantOf(owner, fields)]
    const roll = dice(7)
    metered.play(async function* () {
      yield { type: 'text', text: 'Dear. ' }
      await new Promise(resolve => setTimeout(resolve, roll() * 30))
      yield { type: 'usage', input: 200, output: 100 }
      yield { type: 'end', end: 'complete' }
    })
    await Promise.all(
      Array.from({ length: 24 }, async (_, n) => {
        const visitor = await visit(here, assistants[n % 2]?.key ?? '')
        const call = (method: string, path: string, body?: string) =>
          fetch(`${bases[n % 2]}/v1/chat/${path}`, {
            method,
            headers: visitor.headers,
            ...(body && { body }),
          })
        for (let turn = 0; turn < 6; turn++) {
          const asking = talk(bases[(n + turn) % 2] ?? '', visitor, `Turn ${turn} of ${n}?`)
          const answer = asking.send().then(response => response.text())
          const fate = roll()
          if (fate < 0.25) await asking.stop()
          else if (fate < 0.5) await call('DELETE', 'conversations')
          else if (fate < 0.6) await call('GET', 'export')
          else if (fate < 0.65) await call('POST', 'consents/withdraw', `{"delete":${n % 3 === 0}}`)
          await answer
        }
      }),
    )
    await until(() => here.chat.live.count() + there.chat.live.count() === 0)

    const [sums] = await rows`
    select (select sum(tokens_spent)::int from budgets) as own, (select sum(tokens_reserved)::int from budgets) as reserved,
      (select sum(messages)::int from budgets) as asked, w.tokens_spent::int as all, w.tokens_reserved::int as left,
      w.messages as together,
      (select sum(count)::int from usage where counter in ('tokens_in', 'tokens_out')) as counted,
      (select sum(count)::int from usage where counter = 'messages') as messages,
      (select sum(count)::int from usage where counter = 'answers') as answers
    from workspace_budgets w where w.workspace_id = ${workspace.id}
  `
    expect(sums?.own).toBeGreaterThan(1000)
    expect(sums).toMatchObject({ all: sums?.own, counted: sums?.own, reserved: 0, left: 0 })
    expect(sums).toMatchObject({ together: sums?.asked, messages: sums?.asked, answers: sums?.asked })
    const meters = await rows`
    select messages::int, beyond::int, tokens_spent::int as spent, tokens_reserved::int as reserved from meters
  `
    const expected = { messages: sums?.asked, beyond: 0, spent: sums?.own, reserved: 0 }
    expect(meters).toEqual(plans ? [expected] : [])
    expect([...here.faults, ...there.faults]).toEqual([])
  },
)
