import { isDeepStrictEqual } from 'node:util'
import type { Form } from './form.ts'
import { ApiError } from './refusals.ts'

/** An answer of the API: its status and its JSON. */
export interface Answer {
  status: number
  body: string
}

interface Kept {
  path: string
  parameters: Form
  at: number
  answer: Answer | null
}

const day = 86_400

/** The keys of an account: the first result of each is kept for 24 hours of the double's clock. */
export function keyring(now: () => number) {
  const kept = new Map<string, Kept>()
  return {
    /** Gives the answer to replay, or null where the work is to be done (the key is then in use until `keep` or `forget`). */
    begin(key: string, path: string, parameters: Form): Answer | null {
      ensureKey(key)
      const known = kept.get(key)
      if (!known || known.at <= now() - day) {
        kept.set(key, { path, parameters, at: now(), answer: null })
        return null
      }
      ensureSame(known, key, path, parameters)
      if (known.answer === null) throw inUse(key)
      return known.answer
    },
    keep(key: string, answer: Answer) {
      const known = kept.get(key)
      if (known) known.answer = answer
    },
    forget(key: string) {
      kept.delete(key)
    },
  }
}

function ensureKey(key: string) {
  if (key.length > 255)
    throw new ApiError(400, 'Idempotency keys must be at most 255 characters long.', {
      type: 'idempotency_error',
    })
}

function ensureSame(known: Kept, key: string, path: string, parameters: Form) {
  if (known.path !== path)
    throw mismatch(
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}' vs '${known.path}'). Try using a key other than '${key}' if you meant to execute a different request.`,
    )
  if (!isDeepStrictEqual(known.parameters, parameters))
    throw mismatch(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    )
}

const mismatch = (message: string) => new ApiError(400, message, { type: 'idempotency_error' })

const inUse = (key: string) =>
  new ApiError(
    409,
    `There is currently another in-progress request using this Idempotency Key (that probably means you submitted twice, and the other request is still going through): ${key}`,
    { type: 'idempotency_error', code: 'idempotency_key_in_use' },
  )
