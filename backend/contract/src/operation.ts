import type { z } from 'zod'
import type { RefusalCode } from './refusals.ts'
import { isScope, type Right } from './rights.ts'

/**
 * Who may come to a door: nobody named (`anyone`), a visitor's token, whoever is signed in (`account`), whoever has a
 * right in a workspace (`workspace`: by a session, or by an API key where the right is a scope), an API key alone
 * (`key`), an operator's session, or a device that an account let in (`device`: by its bearer token, in no workspace).
 */
export type Who = 'anyone' | 'visitor' | 'account' | 'workspace' | 'key' | 'operator' | 'device'

/** One door of the backend, as OpenAPI, the routes and the tests read it. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** In OpenAPI's form: `/v1/assistants/{assistant}`. */
  path: string
  summary: string
  who: Who
  /** What a `workspace` or `key` caller must be allowed to. */
  right?: Right
  /** A session must have proven itself again within a quarter of an hour. */
  confirmed?: true
  /** People come in while their workspace is suspended, too: what they pay for goes on, and can be ended. */
  evenSuspended?: true
  /** Extensions of browsers come here before they are signed in; where `device`s come they always do. */
  extension?: true
  query?: z.ZodType
  /** Request headers that matter, by name, with what they say. */
  headers?: Record<string, string>
  body?: z.ZodType
  /** The answer's body under status 200 or 201; a string names another media type. */
  answer?:
    | z.ZodType
    | 'text/event-stream'
    | 'text/csv or application/json'
    | 'text/markdown or application/json'
    | 'image/webp'
    | 'application/zip'
  status: 200 | 201 | 202 | 204
  refusals: RefusalCode[]
}

/** What any door may answer. */
export const gate: RefusalCode[] = ['too_many_requests', 'busy']
/** What any door for people who are signed in may answer. */
export const session: RefusalCode[] = [...gate, 'unauthenticated', 'token_expired', 'origin_not_allowed']
/** What any door for devices may answer. */
export const atDevice: RefusalCode[] = session
/** What any door to a workspace may answer, to sessions and keys alike. */
export const inWorkspace: RefusalCode[] = [
  ...session,
  'forbidden',
  'key_in_browser',
  'key_disabled',
  'suspended',
  'idempotency_key_reused',
  'idempotency_in_progress',
]

/**
 * Whether a door takes an `Idempotency-Key`: every write that an API key may make. What asks has ids of its own for
 * it, and a trial of masking keeps nothing.
 */
export function isIdempotent({ who, right, method, path }: Operation): boolean {
  const byKey = who === 'key' || (who === 'workspace' && right !== undefined && isScope(right))
  return byKey && method !== 'get' && !/\/(messages|mask)\b/.test(path)
}

/** Whether a door answers extensions of browsers, which have origins of their own, and takes no cookies from anybody. */
export const isForExtensions = ({ who, extension }: Pick<Operation, 'who' | 'extension'>): boolean =>
  who === 'device' || extension === true
