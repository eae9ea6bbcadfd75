// SQL is written in a domain's queries.ts, in backend/src/db and in migrations, so that every question to the
// database can be read in few places. Tests may look at rows.
import { scan } from './scan.ts'
import { found, isCode, isTest, type Law, lineAt, type Source } from './tree.ts'

const tags = new Set(['sql', 'tenant', 'person', 'keeper', 'owner', 'transaction'])
const words = ['select', 'insert', 'update', 'delete', 'merge', 'with', 'create', 'alter', 'drop', 'truncate']
const more = [
  'grant',
  'revoke',
  'lock',
  'listen',
  'notify',
  'set',
  'begin',
  'commit',
  'copy',
  'call',
  'explain',
]
const startsLikeSql = new RegExp(`^\\s*(?:${[...words, ...more].join('|')})\\b`, 'i')

// Prose may also begin with "select" or "with"; a bare string is SQL only when it goes on like SQL.
const isPlainlySql = new RegExp(
  [
    String.raw`^\s*select\s[\s\S]*\sfrom\s+[\w"(]`,
    String.raw`^\s*select\s+[\w.]+\(`,
    String.raw`^\s*insert\s+into\s`,
    String.raw`^\s*update\s+[\w".]+\s+set\s`,
    String.raw`^\s*delete\s+from\s`,
    String.raw`^\s*with\s+(?:recursive\s+)?\w+\s*(?:\([^)]*\)\s*)?as\s*\(`,
    String.raw`^\s*(?:create|alter|drop|truncate)\s+(?:\w+\s+)?(?:table|index|role|policy|function|schema|database)\s`,
  ].join('|'),
  'i',
)

const belongsHere = (path: string) => /\/queries\.ts$/.test(path) || path.startsWith('backend/src/db/')

/** Tells SQL from other strings; also used by the law of time. */
export function isSql(text: string, tag: string | null): boolean {
  if (tag !== null && tags.has(tag)) return true
  return isPlainlySql.test(text) || (tag !== null && startsLikeSql.test(text))
}

export const sqlInItsPlace: Law = tree =>
  tree
    .filter(({ path }) => isCode(path) && !isTest(path))
    .flatMap(source => [...strays(source), ...unsafe(source)])

function strays(source: Source) {
  if (belongsHere(source.path)) return []
  return scan(source.text)
    .literals.filter(({ text, tag }) => isSql(text, tag))
    .map(({ start }) => ({
      path: source.path,
      line: lineAt(source.text, start),
      message: 'SQL belongs in queries.ts, backend/src/db or a migration',
    }))
}

function unsafe(source: Source) {
  if (source.path.startsWith('backend/src/db/')) return []
  return found(
    source,
    scan(source.text).code,
    /(?<!\.\.)\.\s*unsafe\s*[(<]/g,
    '.unsafe() is for backend/src/db alone',
  )
}
