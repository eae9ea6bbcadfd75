import type { Shared } from '@atavus/contract/own'
import { message } from '@atavus/widget/client/testing.ts'
import { expect, test } from 'vitest'
import { shelfInMemory } from '../lib/testing.ts'
import { forgetAll, forgetConversation, forgetSite } from './forget.ts'
import { withValues } from './kept.ts'
import { keptBy, pageAt } from './testing.ts'

const [shop, bank] = ['https://shop.example', 'https://bank.example']
const shared = (origin: string, text: string): Shared => ({
  kind: 'page',
  origin,
  url: `${origin}/a`,
  title: 'A page',
  passages: [{ number: 1, text }],
  masked: 1,
})
const lentOf = (context: Shared[]) => ({
  context,
  pages: context.map(({ url, passages }) => ({
    tab: 1,
    url,
    sent: url,
    passages,
    page: pageAt(url),
    private: false,
  })),
})
const value = (placeholder: string, value: string) => ({ placeholder, kind: 'email' as const, value })
const values = [
  value('[EMAIL_000001]', 'shop@one.example'),
  value('[EMAIL_000002]', 'bank@one.example'),
  value('[EMAIL_000003]', 'both@one.example'),
  value('[EMAIL_000004]', 'asked@one.example'),
]
const context = [
  shared(shop, 'At [EMAIL_000001] or [EMAIL_000003].'),
  shared(bank, 'At [EMAIL_000002] or [EMAIL_000003].'),
]

/** A browser that lent pages of two sites in one conversation, and of one in another, of another assistant as well. */
async function lender() {
  const memory = shelfInMemory()
  const kept = keptBy(shelfInMemory(), memory)
  await kept.lend('first', null, lentOf(context))
  await kept.lentIn('first', 'one')
  await kept.lend('second', 'two', lentOf([context[1]!]))
  for (const conversation of ['one', 'two'])
    await kept.keepMasks(conversation, withValues(await kept.masks(null), values, context))
  await kept.show('one')
  await kept.keepSaid('one', [message('assistant', 'b', { text: 'As the bank says' })])
  await memory.put('running:device:helper', { id: 'q', text: 'And?', context, conversation: 'one' })
  await memory.put('running:device:other', { id: 'r', text: 'Or?', context, conversation: 'three' })
  await memory.put('access:device', { token: 'token', until: '' })
  await memory.put('lent:device-2:helper', [{ question: 'q', conversation: 'one', lent: lentOf(context) }])
  return { memory, kept, names: () => [...memory.things.keys()].sort() }
}

test('a site that is forgotten leaves nothing in memory, and other sites keep what is theirs', async () => {
  const { memory, kept } = await lender()
  await forgetSite(memory, 'device', bank)
  const mine = [...memory.things].filter(([name]) => !name.includes('device-2'))
  expect(JSON.stringify(mine)).not.toMatch(/bank/)
  expect(await kept.lent('second')).toBeNull()
  expect((await kept.lent('first'))?.context).toEqual([context[0]])
  expect((await kept.masks('one')).values).toEqual([values[0], values[2], values[3]])
  expect(await memory.get('running:device:other')).toMatchObject({ id: 'r', context: [context[0]] })
  await forgetSite(memory, 'device', shop)
  expect((await kept.masks('one')).values).toEqual([])
})

test('a conversation that is deleted leaves nothing in memory, and the others stay', async () => {
  const { memory, names } = await lender()
  await forgetConversation(memory, 'device', 'one')
  expect(JSON.stringify(await memory.get('lent:device:helper'))).not.toContain('first')
  expect(names()).toEqual([
    'access:device',
    'lent:device-2:helper',
    'lent:device:helper',
    'masks:device:helper:two',
    'running:device:other',
  ])
})

test('with all conversations goes everything but the sign-in, of this account alone', async () => {
  const { memory, names } = await lender()
  await forgetAll(memory, 'device', 'helper')
  expect(names()).toEqual(['access:device', 'lent:device-2:helper', 'running:device:other'])
  await forgetAll(memory, 'device')
  expect(names()).toEqual(['access:device', 'lent:device-2:helper'])
})
