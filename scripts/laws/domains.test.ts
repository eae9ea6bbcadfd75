import { expect, test } from 'vitest'
import { places } from './cases.ts'
import { domainDirection } from './domains.ts'

test.each([
  ['lib/a.ts', "import { b } from '../chat/b.ts'"],
  ['db/a.ts', "import { b } from '../accounts/b.ts'"],
  ['egress/a.ts', "import { b } from '../models/b.ts'"],
  ['world.ts', "import { b } from './chat/b.ts'"],
  ['chat/a.ts', "import { b } from '../app.ts'"],
  ['chat/a.ts', "import { b } from '../main.ts'"],
  ['app.ts', "import type { B } from './main.ts'"],
  ['app.ts', "import { b } from './models/adapters/deepseek.ts'"],
  ['chat/a.ts', "import { b } from '../models/adapters/deepseek.ts'"],
  ['models/a.ts', "import { b } from './adapters/deepseek.ts'"],
  ['billing/a.ts', "import { b } from './stripe/stripe.ts'"],
  ['accounts/a.ts', "import { b } from '../billing/stripe/stripe.ts'"],
  ['models/circuit.ts', "import { deepseek } from './deepseek.ts'"],
  ['app.ts', "import { ollama } from './models/ollama.ts'"],
  ['chat/a.ts', "import { b } from '../testing/b.ts'"],
  ['chat/a.ts', "import { b } from '../server.ts'"],
])('%s: %s is refused', (path, text) => {
  expect(places(domainDirection, { [`backend/src/${path}`]: text })).toEqual([`backend/src/${path}:1`])
})

test.each([
  ['chat/a.ts', "import { b } from '../lib/b.ts'"],
  ['chat/a.ts', "import { b } from '../consent/b.ts'"],
  ['chat/a.ts', "import { b } from '../world.ts'"],
  ['chat/a.test.ts', "import { b } from '../app.ts'"],
  ['testing/a.ts', "import { b } from '../app.ts'"],
  ['world.ts', "import type { B } from './chat/b.ts'"],
  ['app.ts', "import { b } from './chat/routes.ts'"],
  ['main.ts', "import { b } from './models/adapters/deepseek.ts'"],
  ['command.ts', "import { b } from './billing/stripe/command.ts'"],
  ['main.ts', "import { b } from './app.ts'"],
  ['main.ts', "import { ollama } from './models/ollama.ts'"],
  ['models/ollama.ts', "import { lines } from './lines.ts'"],
  ['chat/a.ts', "import type { Settings } from '../settings.ts'"],
  ['models/adapters/a.ts', "import { b } from '../lines.ts'"],
  ['models/adapters/a.ts', "import { b } from './openai.ts'"],
])('%s: %s is fine', (path, text) => {
  expect(places(domainDirection, { [`backend/src/${path}`]: text })).toEqual([])
})

test('domains that need each other are a circle, even through different files', () => {
  const files = {
    'backend/src/chat/a.ts': "\nimport { b } from '../consent/b.ts'",
    'backend/src/consent/c.ts': "import { d } from '../billing/d.ts'",
    'backend/src/billing/e.ts': "import { f } from '../chat/f.ts'",
  }
  expect(domainDirection(Object.entries(files).map(([path, text]) => ({ path, text })))).toEqual([
    {
      path: 'backend/src/billing/e.ts',
      line: 1,
      message: 'domains in a circle: billing → chat → consent → billing',
    },
  ])
})

test('a type alone closes no circle', () => {
  const files = {
    'backend/src/chat/a.ts': "import { b } from '../consent/b.ts'",
    'backend/src/consent/b.ts': "import type { A } from '../chat/a.ts'",
  }
  expect(places(domainDirection, files)).toEqual([])
})
