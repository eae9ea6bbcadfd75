// Time comes from world.now(), so that a test can move it and a promise of thirty days can be shown to hold.

import { scan } from './scan.ts'
import { isSql } from './sql.ts'
import { found, isCode, isTest, type Law, lineAt, type Source } from './tree.ts'

const clocks = /\bDate\s*\.\s*now\b|\bnew\s+Date\b(?!\s*\(\s*[^\s)])|(?<![\w$.]|new\s)Date\s*\(\s*\)/g
const sqlClocks =
  /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)|\b(?:current_(?:timestamp|date|time)|localtime(?:stamp)?)\b/gi
const message = 'the clock belongs to the world: use world.now()'
const inSql = 'the clock belongs to the world: hand the time in'

export const timeFromTheWorld: Law = tree => [
  ...tree
    .filter(({ path }) => path.startsWith('backend/src/') && isCode(path) && !isTest(path))
    .flatMap(source => [...found(source, scan(source.text).code, clocks, message), ...inQueries(source)]),
  ...tree
    .filter(({ path }) => path.startsWith('backend/') && path.endsWith('.sql'))
    .flatMap(source => found(source, withoutComments(source.text), sqlClocks, inSql)),
]

function inQueries(source: Source) {
  return scan(source.text)
    .literals.filter(({ text, tag }) => isSql(text, tag))
    .filter(({ text }) => withoutComments(text).search(sqlClocks) >= 0)
    .map(({ start }) => ({ path: source.path, line: lineAt(source.text, start), message: inSql }))
}

const withoutComments = (sql: string) => sql.replace(/--[^\n]*/g, comment => ' '.repeat(comment.length))
