import type { Operation } from '@atavus/contract/operation'
import { type OperationName, operations } from '@atavus/contract/operations'
import { type Problem, refusals } from '@atavus/contract/refusals'
import type { HttpBindings } from '@hono/node-server'
import type { Context, Handler, Hono } from 'hono'
import type { z } from 'zod'
import { isId } from './ids.ts'
import { Refusal } from './refusal.ts'

/** Hono's environment in this house; each gate that fills a variable declares it by extending `Variables`. */
export interface Door {
  Bindings: Partial<HttpBindings>
  Variables: Variables
}

// biome-ignore lint/suspicious/noEmptyInterface: the gates add to it where they stand
export interface Variables {}

/** Opens the door of one operation of the contract: its gates in a row, the handler last. */
export function on(app: Hono<Door>, name: OperationName, ...gates: Handler<Door>[]): void {
  const operation: Operation = operations[name]
  const path = operation.path.replace(/\{(\w+)\}/g, ':$1')
  app.on(operation.method.toUpperCase(), [path], ...gates)
}

const usualMost = 64 * 1024

/**
 * The request's JSON body, checked; refuses with `unsupported_media_type`, `too_large` (more than `most` bytes) or
 * `invalid_request`.
 */
export async function body<T>(c: Context<Door>, schema: z.ZodType<T>, most = usualMost): Promise<T> {
  if (!/^application\/json(;|$)/i.test(c.req.header('content-type') ?? ''))
    throw new Refusal('unsupported_media_type')
  const text = await textUpTo(c, most)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal('invalid_request', { errors: [{ path: '', problem: 'not JSON' }] })
  }
  return checked(schema, value)
}

/**
 * The request's body as it came, or `too_large`. One that says how long it is was cut to that by the HTTP parser; any
 * other is counted while it comes.
 */
export async function textUpTo(c: Context<Door>, most: number): Promise<string> {
  const length = c.req.header('content-length')
  if (Number(length ?? 0) > most) throw new Refusal('too_large')
  if (length !== undefined || !c.req.raw.body) return c.req.text()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of c.req.raw.body) {
    size += chunk.byteLength
    if (size > most) throw new Refusal('too_large')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** The request's query, checked; a parameter that comes twice is refused. */
export function query<T>(c: Context<Door>, schema: z.ZodType<T>): T {
  const all = c.req.queries()
  const doubled = Object.entries(all).filter(([, values]) => values.length > 1)
  if (doubled.length)
    throw new Refusal('invalid_request', {
      errors: doubled.map(([path]) => ({ path, problem: 'given twice' })),
    })
  return checked(schema, c.req.query())
}

/** An id from the path; what is not one belongs to nothing. */
export function pathId(c: Context<Door>, name: string): string {
  const id = c.req.param(name) ?? ''
  if (!isId(id)) throw new Refusal('not_found')
  return id.toLowerCase()
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success && !hasNul(result.data)) return result.data
  const issues = result.error?.issues ?? [{ path: [], message: 'contains a NUL character' }]
  throw new Refusal('invalid_request', {
    // Our own words for what is wrong, by the field's name: nothing of what was sent.
    errors: issues
      .slice(0, 20)
      .map(issue => ({ path: issue.path.join('.').slice(0, 100), problem: problemOf(issue) })),
  })
}

function problemOf(issue: { code?: string; message: string }): string {
  return issue.code === 'unrecognized_keys' ? 'has a field that is not known' : issue.message
}

/** PostgreSQL's text cannot hold NUL. */
function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  return value !== null && typeof value === 'object' && Object.values(value).some(hasNul)
}

/** The problem document of a refusal (RFC 9457). */
export function problem(refusal: Refusal): Problem {
  const { code, retryAfter, errors } = refusal
  return {
    type: `about:blank#${code}`,
    title: code.replaceAll('_', ' '),
    status: refusals[code],
    code,
    ...(errors && { errors }),
    ...(retryAfter && { retryAfter }),
  }
}

/** The answer to a refusal, with `Retry-After` where waiting helps. */
export function problemResponse(refusal: Refusal, headers: Headers = new Headers()): Response {
  headers.set('Content-Type', 'application/problem+json')
  headers.set('Cache-Control', 'no-store')
  if (refusal.retryAfter) headers.set('Retry-After', String(refusal.retryAfter))
  return new Response(JSON.stringify(problem(refusal)), { status: refusals[refusal.code], headers })
}
