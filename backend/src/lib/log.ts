/** One line of JSON on standard error. Fields are ours: ids, codes, counts; never what a person wrote. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  fields?: Record<string, string | number | boolean>,
) => void

export function createLog(
  now: () => Date,
  write: (line: string) => void = line => process.stderr.write(line),
): Log {
  return (level, event, fields = {}) =>
    write(`${plain(JSON.stringify({ at: now().toISOString(), level, event, ...fields }))}\n`)
}

/** JSON leaves some signs as they are that end a line or begin a terminal's command elsewhere. */
const plain = (json: string): string =>
  json.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * What may be said of a fault: its name, code and frames; of a database's error its code, table and constraint.
 * Messages and details are left out, since they can hold people's words.
 */
export function faultFields(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { name: typeof error }
  const known = error as Error & { code?: unknown; table_name?: unknown; constraint_name?: unknown }
  const fields: Record<string, string> = { name: error.name }
  for (const [name, value] of Object.entries({
    code: known.code,
    table: known.table_name,
    constraint: known.constraint_name,
  }))
    if (typeof value === 'string') fields[name] = value
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  fields.frames = frames
    .slice(0, 6)
    .map(line => line.trim().replace(/file:\/\/\S*\/backend\//, ''))
    .join(' | ')
  return fields
}
