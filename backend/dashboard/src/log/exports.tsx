import { address } from '../lib/doors.ts'
import { Downloads } from '../pieces/downloads.tsx'
import { words } from '../words/words.ts'
import type { LogFilters } from './filters.tsx'

/** The log as it is filtered, to take along. */
export function Exports(filters: Omit<LogFilters, 'search'>) {
  const href = (format: string) => address('exportConversations', {}, { format, ...filters })
  const files = [
    { name: words.log.exportCsv, href: href('csv') },
    { name: words.log.exportJson, href: href('json') },
  ]
  return <Downloads files={files} proven />
}
