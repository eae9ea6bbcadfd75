import { expect, test, vi } from 'vitest'
import { shelfInMemory } from '../lib/testing.ts'

vi.stubGlobal('SERVER', 'https://atavus.example')
vi.mock('webextension-polyfill', () => ({ default: {} }))
const { createChoices } = await import('./choices.ts')

const choices = (policy: Record<string, unknown> = {}, disk = shelfInMemory()) =>
  createChoices(disk, async () => policy)

test('the built-in server is the one, until another one is chosen', async () => {
  const { server, choose } = choices()
  expect(await server()).toEqual({ server: 'https://atavus.example', fixed: false })
  await choose('https://own.example')
  expect(await server()).toEqual({ server: 'https://own.example', fixed: false })
})

test('an administrator’s server stands above any choice', async () => {
  const { server, choose } = choices({ server: 'atavus.house.example' })
  await choose('https://own.example')
  expect(await server()).toEqual({ server: 'https://atavus.house.example', fixed: true })
})

test.each([42, null, ''])('where an administrator has named none (%j) any may be chosen', async server => {
  expect(await choices({ server }).server()).toEqual({ server: 'https://atavus.example', fixed: false })
})

test.each(['http://plain.example', 'nonsense in words'])(
  'one that cannot be used (%j) is shown as it is, and no other one may be chosen',
  async server => {
    expect(await choices({ server }).server()).toEqual({ server, fixed: true })
  },
)

test('hosts are blocked once each and freed again; an administrator’s are told apart and stay', async () => {
  const { block, unblock, blocked } = choices({ blocked: ['Intranet.Example', 7] })
  await block('shop.example')
  await block('shop.example')
  expect(await blocked()).toEqual({ blocked: ['shop.example'], managed: ['intranet.example'] })
  await unblock('shop.example')
  await unblock('intranet.example')
  expect(await blocked()).toEqual({ blocked: [], managed: ['intranet.example'] })
})

test('an administrator’s hosts may be written in any way in which hosts are written', async () => {
  const written = [
    '*.one.example',
    '.two.example',
    'https://three.example/wiki',
    '*://*.four.example/*',
    'bücher.example',
    'six.example.',
    '*',
    '*://*/*',
    'nonsense in words',
    '',
  ]
  expect((await choices({ blocked: written }).blocked()).managed).toEqual([
    'one.example',
    'two.example',
    'three.example',
    'four.example',
    'xn--bcher-kva.example',
    'six.example',
    '*',
  ])
})

test('nothing is agreed to before somebody agrees', async () => {
  const { agreed, agree, agreedToPages } = choices()
  expect([await agreed(), await agreedToPages()]).toEqual([false, false])
  await agree()
  expect([await agreed(), await agreedToPages()]).toEqual([true, false])
})

test('prompts of two windows are all kept, one by each name', async () => {
  const disk = shelfInMemory()
  const [here, there] = [choices({}, disk), choices({}, disk)]
  await here.keepPrompt({ name: 'mail', text: 'Write a mail.' })
  expect(await there.keepPrompt({ name: 'short', text: 'Be short.' })).toHaveLength(2)
  await here.keepPrompt({ name: 'MAIL', text: 'Write two mails.' })
  expect(await here.prompts()).toEqual([
    { name: 'short', text: 'Be short.' },
    { name: 'MAIL', text: 'Write two mails.' },
  ])
  expect(await there.dropPrompt('short')).toEqual([{ name: 'MAIL', text: 'Write two mails.' }])
})
