import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { places } from './cases.ts'
import exceptions from './exceptions.json' with { type: 'json' }
import { noStraySockets } from './sockets.ts'
import { readTree } from './tree.ts'

const judged = (path: string, text: string) => places(noStraySockets, { [path]: text })

test('P3.1 P5.1 in the backend nothing but the gate opens a way out: no word leaves by another', () => {
  const house = readTree(fileURLToPath(new URL('../..', import.meta.url)), 'backend')
  const allowed = exceptions.filter(({ law }) => law === 'no stray sockets').map(({ path }) => path)
  expect(house.length).toBeGreaterThan(500)
  expect(noStraySockets(house).filter(({ path }) => !allowed.includes(path))).toEqual([])
})

test.each([
  "await fetch('https://a.example')",
  'globalThis.fetch(url)',
  'new WebSocket(url)',
  "import { request } from 'node:http'",
  "import http from 'http'",
  "import { connect } from 'node:tls'",
  "import net from 'node:net'",
  "import { createSocket } from 'node:dgram'",
  "import { connect } from 'node:http2'",
  "import { request } from 'undici'",
  "const { request } = await import('node:https')",
  "const http = require('node:http')",
])('CVE-2026-43995: %s is refused outside egress', text => {
  expect(judged('backend/src/models/a.ts', text)).toEqual(['backend/src/models/a.ts:1'])
  expect(judged('backend/anonymizer/a.ts', text)).toHaveLength(1)
})

test.each([
  ['backend/src/egress/gate.ts', "import { request } from 'node:https'"],
  ['backend/src/chat/a.ts', "import type { ServerResponse } from 'node:http'"],
  ['backend/src/chat/a.ts', 'app.fetch(request)'],
  ['backend/src/chat/a.ts', '// fetch(url)'],
  ['backend/src/testing/upstream.ts', "import { createServer } from 'node:http'"],
  ['backend/src/chat/a.test.ts', "import { createServer } from 'node:http'"],
  ['backend/bench/main.ts', "import { createServer } from 'node:http'"],
  ['backend/dashboard/src/client.ts', 'fetch(url)'],
  ['widget/src/client.ts', 'fetch(url)'],
])('%s: %s is fine', (path, text) => {
  expect(judged(path, text)).toEqual([])
})
