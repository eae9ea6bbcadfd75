import type { z } from 'zod'
import type { RefusalCode } from './refusals.ts'

/** One door of the backend, as OpenAPI, the routes and the tests read it. */
export interface Operation {
  method: 'get' | 'post' | 'patch' | 'delete'
  /** In OpenAPI's form: `/v1/assistants/{assistant}`. */
  path: string
  summary: string
  /** Who may come: nobody named, a visitor's token, or a signed-in account's session. */
  who: 'anyone' | 'visitor' | 'session'
  query?: z.ZodType
  /** Request headers that matter, by name, with what they say. */
  headers?: Record<string, string>
  body?: z.ZodType
  /** The answer's body under status 200 or 201; a string names another media type. */
  answer?: z.ZodType | 'text/event-stream' | 'text/csv or application/json'
  status: 200 | 201 | 204
  refusals: RefusalCode[]
}

/** What any door may answer. */
export const gate: RefusalCode[] = ['too_many_requests', 'busy']
