import { matches } from '../matches.ts'
import type { Finding, Scan } from '../scan.ts'
import type { Surroundings } from './context.ts'
import { weigh } from './judge.ts'
import type { CodeScheme } from './scheme.ts'
import { codeSchemes } from './schemes.ts'

/** Identifiers with letters in them. */
export function findCodes(scan: Scan, around: Surroundings): Finding[] {
  return codeSchemes.flatMap(scheme =>
    matches(scan.lower, scheme.pattern).flatMap(match => read(scan, scheme, match, around)),
  )
}

function read(scan: Scan, scheme: CodeScheme, match: RegExpExecArray, around: Surroundings): Finding[] {
  const [written] = match
  const start = match.index
  const end = start + written.length
  const bare = scheme.whole ? written : written.replace(/[^a-z\d]/g, '')
  // Such a form leaves no doubt about an abbreviation before it.
  const context = { ...around.of(start, end), doubtful: false }
  const weight = weigh(scheme, { start, end, bare }, scan, context)
  if (weight === 0) return []
  if (context.names.has(scheme.name)) around.list(context, end)
  return [{ kind: 'national_id', scheme: scheme.name, start, end, weight }]
}
