import type { Context } from 'hono'
import type { Door } from './door.ts'

const types = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
} as const

/** The forms in which something can be taken along. */
export type FileFormat = keyof typeof types

/** Says that the answer is a file, by its name without the ending, which nobody on the way keeps. */
export function asFile(c: Context<Door>, name: string, format: FileFormat): void {
  c.header('Content-Disposition', `attachment; filename="${name}.${format}"`)
  c.header('Cache-Control', 'no-store')
  c.header('Content-Type', types[format])
}
