// Whatever leaves our server passes one gate, backend/src/egress. Nothing else in the backend opens a socket.
import { importsOf } from './imports.ts'
import { scan } from './scan.ts'
import { found, isCode, isTest, type Law } from './tree.ts'

const modules = /^(?:node:)?(?:http|https|http2|net|tls|dgram)$|^undici(?:\/|$)/
const calls =
  /(?<![\w$.])fetch\s*\(|\bglobalThis\s*\.\s*fetch\b|\bnew\s+(?:WebSocket|EventSource|XMLHttpRequest)\b/g

const watched = (path: string) =>
  path.startsWith('backend/') &&
  !path.startsWith('backend/dashboard/') &&
  !path.startsWith('backend/src/egress/') &&
  isCode(path) &&
  !isTest(path)

export const noStraySockets: Law = tree =>
  tree
    .filter(({ path }) => watched(path))
    .flatMap(source => [
      ...importsOf(source, tree)
        .filter(({ specifier, typeOnly }) => modules.test(specifier) && !typeOnly)
        .map(({ specifier, line }) => ({
          path: source.path,
          line,
          message: `${specifier} outside egress: what leaves the server goes through the gate`,
        })),
      ...found(source, scan(source.text).code, calls, 'a request outside egress: use the gate'),
    ])
