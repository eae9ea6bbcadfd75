import type { Traced, Usage } from '@atavus/contract/workspace'
import { expect } from 'vitest'
import type { Owner } from '../../testing/shop.ts'
import type { TestWorld } from '../../testing/world.ts'

const figures = ['messages', 'tokensIn', 'tokensOut'] as const
export const nothing = { messages: 0, tokensIn: 0, tokensOut: 0 }

export interface Reader {
  /** What a door answers a program: sessions do not last as long as some of what is looked at. */
  ask(path: string): Promise<Response>
  page(query: string): Promise<Traced>
  /** All pages, after a look at whether what is there, what is gone and what was counted agree to the unit. */
  traced(query: string): Promise<Traced>
}

/** A program that may see what a workspace used, and nothing else. */
export async function readerOf({ app }: TestWorld, owner: Owner): Promise<Reader> {
  const wish = { name: 'Reports', scopes: ['usage:read'], days: null }
  const { secret } = await (await owner.call('POST', '/v1/keys', wish)).json()
  const ask = async (path: string) => app.request(path, { headers: { authorization: `Bearer ${secret}` } })
  const told = async <T>(path: string): Promise<T> => {
    const answer = await ask(path)
    if (answer.status !== 200) throw new Error(await answer.text())
    return (await answer.json()) as T
  }
  const page = (query: string) => told<Traced>(`/v1/usage/conversations?${query}`)
  const traced = async (query: string) => {
    const first = await page(query)
    const items = [...first.items]
    for (let { next } = first; next; ) {
      const more = await page(`${query}&cursor=${next}`)
      items.push(...more.items)
      next = more.next
    }
    const whole = { ...first, items }
    expectSums(whole)
    expect(first.totals).toEqual(countsOf(await told<Usage>(`/v1/usage?${query}`)))
    return whole
  }
  return { ask, page, traced }
}

/** What the conversations have and what is gone is what was counted. */
export function expectSums({ items, totals, gone }: Traced): void {
  for (const name of figures)
    expect(items.reduce((sum, item) => sum + item[name], gone[name])).toBe(totals[name])
}

function countsOf({ items }: Usage): Traced['totals'] {
  const sum = (counter: 'messages' | 'tokens_in' | 'tokens_out') =>
    items.reduce((total, { counts }) => total + (counts[counter] ?? 0), 0)
  return { messages: sum('messages'), tokensIn: sum('tokens_in'), tokensOut: sum('tokens_out') }
}
