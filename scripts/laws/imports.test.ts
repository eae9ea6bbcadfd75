import { expect, test } from 'vitest'
import { treeOf } from './cases.ts'
import { importsOf } from './imports.ts'

function importsIn(text: string) {
  const tree = treeOf({
    'widget/package.json': '{ "name": "@atavus/widget", "exports": { "./*": "./src/*" } }',
    'backend/contract/package.json':
      '{ "name": "@atavus/contract", "exports": { ".": "./src/types.ts", "./*": "./src/*.ts" } }',
    'backend/src/chat/a.ts': text,
  })
  return importsOf(tree[2]!, tree)
}

test.each([
  ["import { b } from './b.ts'", 'backend/src/chat/b.ts', false],
  ["import b, { c } from '../b.ts'", 'backend/src/b.ts', false],
  ["import * as b from './b.ts'", 'backend/src/chat/b.ts', false],
  ["import {\n  b,\n  type C,\n} from './b.ts'", 'backend/src/chat/b.ts', false],
  ["import './b.ts'", 'backend/src/chat/b.ts', false],
  ["export { b } from './b.ts'", 'backend/src/chat/b.ts', false],
  ["export * from './b.ts'", 'backend/src/chat/b.ts', false],
  ["const b = await import('./b.ts')", 'backend/src/chat/b.ts', false],
  ["import { type } from './b.ts'", 'backend/src/chat/b.ts', false],
  ["import type from './b.ts'", 'backend/src/chat/b.ts', false],
  ["import type { B } from './b.ts'", 'backend/src/chat/b.ts', true],
  ["import type B from './b.ts'", 'backend/src/chat/b.ts', true],
  ["import { type B, type C } from './b.ts'", 'backend/src/chat/b.ts', true],
  ["export type { B } from './b.ts'", 'backend/src/chat/b.ts', true],
  ["import text from './b.txt?raw'", 'backend/src/chat/b.txt', false],
  ["import { B } from '@atavus/contract'", 'backend/contract/src/types.ts', false],
  ["import { B } from '@atavus/contract/events'", 'backend/contract/src/events.ts', false],
  ["import { B } from '@atavus/widget/chat/view.tsx'", 'widget/src/chat/view.tsx', false],
  ["import { B } from '@atavus/unknown/x'", '@atavus/unknown/x', false],
  ["import { B } from 'hono'", null, false],
])('%s', (text, file, typeOnly) => {
  expect(importsIn(text)).toMatchObject([{ file, typeOnly }])
})

test('words that only look like imports are none', () => {
  expect(importsIn("// import './b.ts'\nconst a = 'import x from './\nexport const from = 'x'")).toEqual([])
})

test('each import knows its line', () => {
  const text = "import { b } from './b.ts'\nimport c from 'c'\n\nimport('./d.ts')\n"
  expect(importsIn(text).map(({ line }) => line)).toEqual([1, 2, 4])
})
