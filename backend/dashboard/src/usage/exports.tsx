import { address } from '../lib/doors.ts'
import { Downloads } from '../pieces/downloads.tsx'
import { words } from '../words/words.ts'
import type { Span } from './span.ts'

/** What was used, to take along. */
export function UsageExports({ span, assistant }: { span: Span; assistant: string | undefined }) {
  const href = (format: string) => address('exportUsage', {}, { format, ...span, assistant })
  const files = [
    { name: words.usage.exportCsv, href: href('csv') },
    { name: words.usage.exportJson, href: href('json') },
  ]
  return <Downloads files={files} />
}
