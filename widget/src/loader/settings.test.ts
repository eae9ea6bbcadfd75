import { expect, test } from 'vitest'
import { isHidden, readSettings } from './settings.ts'

const read = (address: string, data: Partial<Record<string, string>> = {}, languages: string[] = ['en']) =>
  readSettings(address, data, 'chat-1.js', languages)

test('a tag with nothing but a key gets the rest by itself', () => {
  expect(read('https://chat.example/widget.js', { key: ' atv_pk_x ' }, ['de-AT', 'en'])).toEqual({
    server: 'https://chat.example',
    chunk: 'https://chat.example/widget/chat-1.js',
    words: 'https://chat.example/widget/de-1.js',
    key: 'atv_pk_x',
    identity: undefined,
    accent: '',
    side: 'right',
    label: '',
    language: 'de-AT',
    speaks: 'de',
    chosen: false,
    hideOn: [],
  })
})

test('without a key there is nothing to show', () => {
  expect(read('https://chat.example/widget.js')).toBeNull()
  expect(read('https://chat.example/widget.js', { key: ' ' })).toBeNull()
})

test('what tag managers drop can stand in the address; an attribute goes first', () => {
  const address =
    'https://chat.example/widget.js?key=atv_pk_x&side=left&lang=fr&accent=%23ff0000&hide-on=/a,/b*'
  expect(read(address)).toMatchObject({
    key: 'atv_pk_x',
    side: 'left',
    language: 'fr',
    chosen: true,
    accent: '#ff0000',
    hideOn: ['/a', '/b*'],
  })
  expect(read(address, { key: 'atv_pk_y', side: 'right' })).toMatchObject({ key: 'atv_pk_y', side: 'right' })
})

test('who is here stands in the tag alone, never in an address', () => {
  const address = 'https://chat.example/widget.js?key=atv_pk_x&identity=a.b.c'
  expect(read(address)?.identity).toBeUndefined()
  expect(read(address, { identity: '' })?.identity).toBeUndefined()
  expect(read(address, { identity: 'd.e.f' })?.identity).toBe('d.e.f')
})

test.each([
  ['accent', 'red;}*{display:none', { accent: '' }],
  ['accent', '#ABC', { accent: '#abc' }],
  ['side', 'top', { side: 'right' }],
  ['lang', 'de_AT', { language: 'de-AT' }],
  ['lang', 'DE', { language: 'de' }],
  ['lang', '<script>', { language: 'en' }],
  ['lang', 'ar-EG', { speaks: 'ar', words: 'https://chat.example/widget/ar-1.js' }],
  ['lang', 'ja', { language: 'ja', speaks: 'en', words: 'https://chat.example/widget/en-1.js' }],
  ['lang', 'constructor', { speaks: 'en' }],
  ['label', 'x'.repeat(99), { label: 'x'.repeat(40) }],
])('data-%s="%s" is cleaned', (name, value, expected) => {
  expect(read('https://chat.example/widget.js', { key: 'k', [name]: value })).toMatchObject(expected)
})

test.each([
  ['/checkout', '/checkout', true],
  ['/checkout', '/checkout/pay', false],
  ['/checkout*', '/checkout/pay', true],
  ['*/cart', '/de/cart', true],
  ['*/cart', '/de/cart/x', false],
  ['/*/private/*', '/en/private/x', true],
  ['/a*a', '/a', false],
  ['/a*a', '/aa', true],
  ['*', '/anything', true],
  ['', '/', false],
  [`/${'*a'.repeat(500)}`, `/${'a'.repeat(499)}`, false],
])('%s hides %s: %s', (pattern, path, hidden) => {
  expect(isHidden([pattern], path)).toBe(hidden)
})
