import { expect, test } from 'vitest'
import { places } from './cases.ts'
import { packageDirection } from './packages.ts'

const manifests = {
  'widget/package.json': '{ "name": "@atavus/widget", "exports": { "./*": "./src/*" } }',
  'backend/package.json': '{ "name": "@atavus/backend" }',
  'backend/dashboard/package.json': '{ "name": "@atavus/dashboard" }',
  'backend/contract/package.json': '{ "name": "@atavus/contract", "exports": { "./*": "./src/*.ts" } }',
  'backend/contract/src/rights.ts': 'export const b = 1',
}
const judged = (path: string, text: string) => places(packageDirection, { ...manifests, [path]: text })

test.each([
  ['backend/contract/src/a.ts', "import { b } from '@atavus/widget/b.ts'"],
  ['widget/src/a.ts', "import { b } from '@atavus/dashboard/b.ts'"],
  ['widget/src/a.ts', "import type { B } from '../../backend/src/b.ts'"],
  ['widget/src/a.ts', "import { b } from '@atavus/contract/events'"],
  ['backend/dashboard/src/a.tsx', "import { b } from '@atavus/contract/events'"],
  ['backend/dashboard/src/a.tsx', "import { b } from '@atavus/backend/src/b.ts'"],
  ['backend/src/a.ts', "import { b } from '@atavus/widget/b.ts'"],
  ['backend/src/chat/a.ts', "import { b } from '../testing/b.ts'"],
  ['demo-site/server.ts', "import { b } from '@atavus/contract/events'"],
  ['demo-site/e2e/a.ts', "import { b } from '@atavus/backend/src/app.ts'"],
  ['scripts/a.ts', "import { b } from '../widget/src/b.ts'"],
])('%s: %s is refused', (path, text) => {
  expect(judged(path, text)).toEqual([`${path}:1`])
})

test.each([
  ['widget/src/a.ts', "import type { B } from '@atavus/contract/events'"],
  ['backend/dashboard/src/a.tsx', "import { b } from '@atavus/contract/rights'"],
  ['widget/src/a.test.ts', "import { b } from '@atavus/contract/events'"],
  ['backend/dashboard/src/a.tsx', "import { b } from '@atavus/widget/b.ts'"],
  ['backend/src/a.ts', "import { b } from '@atavus/contract/events'"],
  ['backend/src/chat/a.test.ts', "import { b } from '../testing/b.ts'"],
  ['backend/src/models/testing.ts', "import { b } from '../testing/b.ts'"],
  ['demo-site/e2e/a.ts', "import { b } from '@atavus/backend/src/testing/b.ts'"],
  ['demo-site/e2e/a.ts', "import { b } from '../../backend/src/testing/b.ts'"],
  ['demo-site/e2e/a.ts', "import { b } from '../server.ts'"],
])('%s: %s is fine', (path, text) => {
  expect(judged(path, text)).toEqual([])
})
