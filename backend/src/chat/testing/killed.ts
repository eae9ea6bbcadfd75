import { expect } from 'vitest'
import type { lookInto } from '../../testing/database.ts'
import { type Heard, hear, textOf, type Visitor } from '../../testing/shop.ts'
import { type Talk, talk, until, whole } from './talk.ts'

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The n-th words of every answer: whatever is lost or doubled shows. */
export const words = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i} `)

/** A question that was sent to a process which may die before, while or after it answers. */
export interface Ordeal {
  talk: (base: string) => Talk
  /** What came of it; grows while it comes. */
  heard: Heard[]
  acknowledged: boolean
  over: Promise<void>
}

export function endure(base: string, visitor: Visitor, conversation?: string): Ordeal {
  const { id, send } = talk(base, visitor, 'Count, please.')
  const ordeal: Ordeal = {
    talk: where => talk(where, visitor, 'Count, please.', id),
    heard: [],
    acknowledged: false,
    over: Promise.resolve(),
  }
  const listen = async () => {
    const response = await send(conversation ? { conversation } : {})
    expect(response.status).toBe(200)
    ordeal.acknowledged = true
    await hear(response, heard => {
      ordeal.heard = heard
      return false
    })
  }
  ordeal.over = listen().catch(error => {
    if (error.name === 'AssertionError') throw error
  })
  return ordeal
}

/**
 * What must be true of a question after its process is dead, asked at another one: kept once if it was acknowledged,
 * what was shown is where the kept answer begins, that has one end, and sending it again changes nothing.
 */
export async function expectWhole(base: string, ordeal: Ordeal, rows: ReturnType<typeof lookInto>) {
  const { id, follow, send } = ordeal.talk(base)
  const found = await rows`select from messages where id = ${id}`
  if (ordeal.acknowledged) expect(found).toHaveLength(1)
  else if (found.length === 0) {
    const last = (await whole(send())).at(-1)?.event
    if (last?.type === 'done') return expect(last.end).toBe('complete')
    // The database was just doing what the dead process had asked of it last.
    expect(await rows`select from messages where id = ${id}`).toHaveLength(1)
  }
  const [rest, all] = await Promise.all([whole(follow(ordeal.heard.at(-1)?.id)), whole(follow())])
  expect([...ordeal.heard, ...rest]).toEqual(all)
  expect(all.map(one => Number(one.id.split(':')[1]))).toEqual(all.map((_, i) => i + 1))
  expect(['done', 'error']).toContain(all.at(-1)?.event.type)
  const said = textOf(all)
  expect(words(1000).join('').slice(0, said.length)).toBe(said)
  expect(await whole(send())).toEqual(all)
}

/** Nothing runs, and nothing is reserved: as soon as everything has ended. */
export async function expectSettled(rows: ReturnType<typeof lookInto>) {
  await until(async () => (await rows`select from replies where state = 'running'`).length === 0)
  expect(await rows`select from reply_batches`).toHaveLength(0)
  const [sums] = await rows`select sum(tokens_reserved)::int as reserved from budgets`
  expect(sums).toEqual({ reserved: 0 })
  const doubled = await rows`
    select answers from messages where role = 'assistant' group by answers having count(*) <> 1
  `
  expect(doubled).toHaveLength(0)
}
