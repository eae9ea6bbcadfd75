import type { Scan } from '../scan.ts'
import type { Context } from './context.ts'
import { isAmount, isGlued } from './edges.ts'
import type { Scheme } from './scheme.ts'

/** A value that may be an identifier. */
export interface Candidate {
  start: number
  end: number
  /** In lower case, without what stands between its signs. */
  bare: string
}

/** The weight of one that only a word for some number of a person announces. */
export const general = 0.9

/**
 * How sure it is that a candidate is an identifier of a scheme, from 0. A word for it beside makes a valid one certain,
 * a word for some number of a person nearly; a mistyped one still belongs to a person, but only a clear word right before it tells.
 */
export function weigh(scheme: Scheme, candidate: Candidate, scan: Scan, context: Context): number {
  const { start, end, bare } = candidate
  const named = context.names.has(scheme.name)
  const glued = isGlued(scan.text, start, end) && !(context.attached && named)
  if (!scheme.valid(bare)) return named && context.direct && !context.doubtful && !glued ? 0.7 : 0
  const amount = isAmount(scan.text, start, end)
  if (named && !(glued && !context.direct) && !(amount && context.doubtful)) return 1
  const written = scan.text.slice(start, end)
  if (context.names.has('any') && !scheme.unchecked && !glued && /^\d+$/.test(written)) return general
  if (glued || !scheme.alone?.(written, bare)) return 0
  const contrary = context.tight && context.names.has('contrary')
  if (!scheme.sure && (contrary || amount)) return 0
  return scheme.weight ?? 1
}
