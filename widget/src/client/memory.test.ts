import { expect, test } from 'vitest'
import { browserMemory, memoryName } from './memory.ts'

function storage(): Storage & { held: Map<string, string> } {
  const held = new Map<string, string>()
  return {
    held,
    get length() {
      return held.size
    },
    clear: () => held.clear(),
    key: index => [...held.keys()][index] ?? null,
    getItem: name => held.get(name) ?? null,
    setItem: (name, value) => void held.set(name, value),
    removeItem: name => void held.delete(name),
  }
}
function forbidden(): Storage {
  const no = () => {
    throw new DOMException('no', 'SecurityError')
  }
  return { length: 0, clear: no, key: no, getItem: no, setItem: no, removeItem: no }
}

const name = memoryName('atv_pk_x')
const visitor = { token: 't', history: false, aside: null, person: null }

test('P7.1 nothing is stored before there is a visitor, whatever opens and closes', () => {
  const [tab, device] = [storage(), storage()]
  const memory = browserMemory(name, tab, device)
  memory.open(true)
  memory.open(false)
  expect(tab.held.size + device.held.size).toBe(0)
})

test('a visitor is remembered in the tab under one key, with whether the chat stood open', () => {
  const [tab, device] = [storage(), storage()]
  const memory = browserMemory(name, tab, device)
  memory.open(true)
  memory.keep(visitor)
  expect([...tab.held.keys()]).toEqual([name])
  expect(device.held.size).toBe(0)
  expect(JSON.parse(tab.held.get(name)!)).toEqual({ open: true, visitor })
  expect(browserMemory(name, tab, device).visitor()).toEqual(visitor)
})

test('P7.1 only a yes to history is kept beyond the tab, and forgetting the device takes it back', () => {
  const [tab, device] = [storage(), storage()]
  const memory = browserMemory(name, tab, device)
  memory.keep({ ...visitor, history: true })
  expect(browserMemory(name, storage(), device).visitor()).toEqual({ ...visitor, history: true })
  expect(tab.held.get(name)).not.toContain('token')
  memory.keep(visitor)
  expect(device.held.size).toBe(0)
  expect(browserMemory(name, tab, device).visitor()).toEqual(visitor)
})

test('whom the page named is remembered with the token, and what was kept before names nobody', () => {
  const tab = storage()
  browserMemory(name, tab, null).keep({ ...visitor, person: 'anna' })
  expect(browserMemory(name, tab, null).visitor()).toEqual({ ...visitor, person: 'anna' })
  tab.setItem(name, '{"visitor":{"token":"t","person":1}}')
  expect(browserMemory(name, tab, null).visitor()?.person).toBeNull()
})

test('forgetting leaves nothing', () => {
  const [tab, device] = [storage(), storage()]
  const memory = browserMemory(name, tab, device)
  memory.keep({ ...visitor, history: true })
  memory.keep(null)
  expect(tab.held.size + device.held.size).toBe(0)
  expect(memory.visitor()).toBeNull()
})

test.each([
  ['forbidden', forbidden(), forbidden()],
  ['missing', null, null],
])('P7.3 where storage is %s the visitor lives on in memory', (_, tab, device) => {
  const memory = browserMemory(name, tab, device)
  memory.keep(visitor)
  memory.open(true)
  expect(memory.visitor()).toEqual(visitor)
})

test.each(['null', '1', '"x"', '{}', '{"visitor":{"token":1}}', '[1]', 'not json', '{"visitor":null}'])(
  'what someone else wrote (%s) is no visitor',
  written => {
    const tab = storage()
    tab.setItem(name, written)
    expect(browserMemory(name, tab, null).visitor()).toBeNull()
  },
)
