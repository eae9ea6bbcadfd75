import { expect, test } from 'vitest'
import { places } from './cases.ts'
import { noBarrels, noDefaultExports } from './exports.ts'

test.each(['export default 1', 'export { a as default }', 'const a = 1\nexport default a'])(
  '%s is refused',
  text => {
    expect(places(noDefaultExports, { 'a.ts': text })).toHaveLength(1)
  },
)

test('a config file may export what its tool asks for', () => {
  expect(places(noDefaultExports, { 'widget/vite.config.ts': 'export default {}' })).toEqual([])
})

test.each([
  "export * from './a.ts'",
  "export { a } from './a.ts'\nexport type { B } from './b.ts'\n// all of it\n",
  "export * as a from './a.ts';",
])('an index with nothing but %s is a barrel', text => {
  expect(places(noBarrels, { 'src/index.ts': text })).toEqual(['src/index.ts:1'])
})

test.each([
  ['src/index.ts', "export { a } from './a.ts'\nstart()"],
  ['src/types.ts', "export { a } from './a.ts'"],
  ['src/index.ts', ''],
])('%s with %s is no barrel', (path, text) => {
  expect(places(noBarrels, { [path]: text })).toEqual([])
})
