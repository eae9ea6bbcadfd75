import type { Problem, RefusalCode } from '@atavus/contract/refusals'
import { count, fill, words } from '../words/words.ts'

/** A refusal of the backend; `offline` when there was no answer at all. */
export class Refused extends Error {
  readonly code: RefusalCode | 'offline'
  readonly errors: { path: string; problem: string }[]
  /** In seconds. */
  readonly retryAfter: number | undefined

  constructor(code: RefusalCode | 'offline', problem: Partial<Problem> = {}) {
    super(code)
    this.name = 'Refused'
    this.code = code
    this.errors = problem.errors ?? []
    this.retryAfter = problem.retryAfter
  }
}

/** Takes an answer with an error status, gives the refusal in it; what is no problem document is `broken`. */
export async function refusedBy(answer: Response): Promise<Refused> {
  try {
    const problem = (await answer.json()) as Partial<Problem>
    if (typeof problem.code === 'string' && problem.code in words.refusals)
      return new Refused(problem.code, problem)
  } catch {
    // Not JSON: a proxy's own page, or a connection cut in the middle.
  }
  return new Refused('broken')
}

/** The words for a refusal, in the language of the screens. */
export function explain(error: unknown): string {
  if (!(error instanceof Refused)) return words.refusals.broken
  const wait = error.retryAfter ? count(words.units.seconds, error.retryAfter) : words.aMoment
  return fill(limitNamed(error) ?? words.refusals[error.code], { wait })
}

/** What a plan allows no more of is said by its own name. */
function limitNamed({ code, errors }: Refused): string | undefined {
  const said: Record<string, string> = words.billing.limits
  const path = errors[0]?.path ?? ''
  return code === 'plan_limit' && Object.hasOwn(said, path) ? said[path] : undefined
}

/** Whether a refusal names a field; lists are named by element (`origins.2`, `/origins/2`). */
export function namesField(error: unknown, field: string): boolean {
  if (!(error instanceof Refused)) return false
  return error.errors.some(({ path }) => path.split(/[./[\]]+/).filter(Boolean)[0] === field)
}
