import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lookInto } from '../testing/database.ts'
import { type Backend, openSite, type Site } from '../testing/platform.ts'
import { assistantOf, signUp, type Visitor, visit } from '../testing/shop.ts'
import { paced, startUpstream, type Upstream } from '../testing/upstream.ts'
import { answer } from '../testing/upstream-wire.ts'
import { dice, endure, expectSettled, expectWhole, type Ordeal, words } from './testing/killed.ts'
import { conversationOf, until } from './testing/talk.ts'

const seed = Number(process.env.ATAVUS_TEST_SEED ?? 1)
const rounds = Number(process.env.ATAVUS_TEST_KILLS ?? 20)
const random = dice(seed)

let upstream: Upstream
let site: Site
let rows: ReturnType<typeof lookInto>
let backend: Backend
let visitors: Visitor[]

beforeAll(async () => {
  upstream = await startUpstream(() => ({
    steps: paced(answer(words(5 + Math.floor(random() * 40)).map(String)), Math.floor(random() * 12)),
  }))
  site = await openSite({ OLLAMA_URL: upstream.url })
  rows = lookInto(site.database.address)
  backend = await site.start()
  const { key } = await assistantOf(await signUp(backend), {
    model: 'ollama',
    messagesPerDay: 100_000,
    tokensPerDay: 100_000_000,
  })
  visitors = await Promise.all([1, 2, 3].map(() => visit(backend, key)))
}, 30_000)
afterAll(async () => {
  await rows.end()
  await site.close()
  await upstream.close()
})
beforeEach(() => {
  for (const visitor of visitors) talks.delete(visitor)
})

const talks = new Map<Visitor, string>()

/** Questions to a process, which is killed a little later. */
async function killUnderWay(victim: Backend): Promise<Ordeal[]> {
  await rows`delete from limits`
  const ordeals = visitors.map(visitor => endure(victim.base, visitor, talks.get(visitor)))
  await new Promise(resolve => setTimeout(resolve, random() * 450))
  victim.kill('SIGKILL')
  await victim.ended
  await Promise.all(ordeals.map(ordeal => ordeal.over))
  for (const [i, { heard }] of ordeals.entries())
    if (heard[0] && visitors[i]) talks.set(visitors[i], conversationOf(heard))
  return ordeals
}

test(
  `killed at ${rounds} moments and started again, it has lost and doubled nothing, and nothing is stuck`,
  async () => {
    const ends = new Set<string>()
    for (let round = 1; round <= rounds; round++) {
      const ordeals = await killUnderWay(backend)
      backend = await site.start()
      await Promise.all(ordeals.map(ordeal => expectWhole(backend.base, ordeal, rows)))
      for (const { heard } of ordeals) ends.add(heard.at(-1)?.event.type ?? 'nothing')
      await expectSettled(rows)
    }
    // The moments were various enough to mean something.
    expect(ends.size).toBeGreaterThan(1)
  },
  rounds * 15_000,
)

test(
  `killed at ${rounds} moments beside a second process, that one ends what was left`,
  async () => {
    let next = site.start()
    for (let round = 1; round <= rounds; round++) {
      const survivor = await next
      const ordeals = await killUnderWay(backend)
      next = site.start()
      // Nobody asks for the answer: the survivor looks by itself.
      await until(async () => (await rows`select from replies where state = 'running'`).length === 0)
      await Promise.all(ordeals.map(ordeal => expectWhole(survivor.base, ordeal, rows)))
      await expectSettled(rows)
      backend = survivor
    }
    await next
  },
  rounds * 15_000,
)
