import type { Egress } from '@atavus/contract/egress'
import type { z } from 'zod'
import { csvLine } from '../lib/csv.ts'
import type { FileFormat } from '../lib/file.ts'
import type { EgressFilter, EgressRow } from './queries.ts'

type Item = z.infer<typeof Egress>['items'][number]

/** Gives the lines that a filter chooses, newest first. */
export type AskForLines = (filter: EgressFilter) => Promise<EgressRow[]>

const pageSize = 1000
const columns = [
  'at',
  'kind',
  'recipient',
  'why',
  'host',
  'country',
  'bytesOut',
  'bytesIn',
  'status',
  'refused',
] as const

/** A line as every reader gets it. */
export const itemOf = ({ at, ...row }: EgressRow): Item => ({ ...row, at: at.toISOString() })

/** The ledger as a file, newest first, a page at a time; what is written meanwhile is not in it. */
export function exportedLines(ask: AskForLines, refused: boolean, format: FileFormat, begun: Date) {
  const pages = pagesOf(ask, refused)
  return format === 'json' ? jsonOf(pages, begun) : csvOf(pages)
}

async function* pagesOf(ask: AskForLines, refused: boolean): AsyncGenerator<Item[]> {
  let before: EgressFilter['before']
  do {
    const rows = await ask({ refused, before, limit: pageSize })
    before = rows.length === pageSize ? rows.at(-1) : undefined
    yield rows.map(itemOf)
  } while (before)
}

async function* jsonOf(pages: AsyncIterable<Item[]>, begun: Date): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(begun)},"items":[`
  let between = ''
  for await (const page of pages) {
    if (page.length === 0) continue
    yield between + page.map(item => JSON.stringify(item)).join(',')
    between = ','
  }
  yield ']}'
}

async function* csvOf(pages: AsyncIterable<Item[]>): AsyncGenerator<string> {
  yield csvLine(columns)
  for await (const page of pages)
    yield page.map(item => csvLine(columns.map(column => String(item[column] ?? '')))).join('')
}
