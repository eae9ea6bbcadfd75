import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Context, MiddlewareHandler } from 'hono'
import { isBroken } from '../db/transaction.ts'
import type { Door } from '../lib/door.ts'
import { isId, pseudonym } from '../lib/ids.ts'
import { preparedKey } from '../lib/prepared-key.ts'
import { Refusal } from '../lib/refusal.ts'
import type { Principal } from '../principal/principal.ts'
import type { World } from '../world.ts'
import { keepAnswer, type Named, releaseName, takeName } from './queries.ts'

/** The largest body that any door takes; what is more is nobody's. */
const mostBody = 1024 * 1024
/** Not the request's own fault for good: after these the same name may be tried again. */
const passing = new Set([401, 403, 429])
/** How often an answer is tried to be kept, and how long after the first time. */
const tries = 4
const pauseMs = 100

/** An answer as it goes out again, byte for byte. */
interface Answer {
  status: number
  type: string | null
  text: string
}

/**
 * The gate that does a request with an `Idempotency-Key` once a day at most and answers it the same way again, also its
 * refusals (draft-ietf-httpapi-idempotency-key-header). It stands behind the one that knows the principal. A name that
 * is taken by another request is refused with `idempotency_key_reused`, one that is being done with
 * `idempotency_in_progress`. After a fault, a refusal of the credential or of a limit, the name is free again. Where
 * nobody knows whether it was done (this process died, the database broke off, the answer could not be kept), it is
 * not done again: `idempotency_in_progress` without a time to wait, for the rest of the day.
 */
export function idempotent(world: World): MiddlewareHandler<Door> {
  return async (c, next) => {
    const key = c.req.header('idempotency-key')
    if (key === undefined) return next()
    if (!/^[\x21-\x7e]{1,255}$/.test(key))
      throw new Refusal('invalid_request', {
        errors: [{ path: 'Idempotency-Key', problem: 'not 1 to 255 visible ASCII characters' }],
      })
    const { workspace } = c.var.principal
    const named = await nameOf(world, c, key)
    const { taken, same, sealed, waiting } = await world.db.tenant(workspace, tenant =>
      takeName(tenant, named),
    )
    if (taken) {
      await next()
      return await remember(world, c, workspace, named).catch(error => world.fault(error))
    }
    if (!same) throw new Refusal('idempotency_key_reused')
    if (!sealed) throw new Refusal('idempotency_in_progress', waiting ? { retryAfter: 2 } : {})
    return replayed(c, opened(world, named, sealed))
  }
}

async function nameOf(world: World, c: Context<Door>, key: string): Promise<Named> {
  const { principal } = c.var
  const url = new URL(c.req.url)
  const request = [c.req.method, url.pathname + url.search, await bodyOf(c)]
  return {
    keyHash: hashed(world, [principal.workspace, callerOf(principal), key]),
    requestHash: hashed(world, [principal.workspace, ...request]),
    attempt: pseudonym(),
  }
}

const callerOf = (principal: Principal): string =>
  principal.kind === 'key' ? principal.key : principal.account

/** Keyed, so that neither a name nor a short body can be guessed from its hash; lengths keep the parts apart. */
function hashed(world: World, parts: (string | Buffer)[]): Buffer {
  const hash = createHmac('sha256', preparedKey(world.secrets.subjects)).update('idempotency')
  for (const part of parts) hash.update(`\0${Buffer.byteLength(part)}\0`).update(part)
  return hash.digest()
}

/** The body's bytes, which the handler reads once more. */
async function bodyOf(c: Context<Door>): Promise<Buffer> {
  if (Number(c.req.header('content-length') ?? 0) > mostBody) throw new Refusal('too_large')
  const { body } = c.req.raw
  if (!body) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > mostBody) throw new Refusal('too_large')
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  c.req.raw = new Request(c.req.raw.url, {
    method: c.req.method,
    headers: c.req.raw.headers,
    body: bytes,
    signal: c.req.raw.signal,
  })
  return bytes
}

async function remember(world: World, c: Context<Door>, workspace: string, named: Named): Promise<void> {
  const { status, headers } = c.res
  // It may have broken after the database had done it.
  if (isBroken(c.error)) return
  if (status >= 500 || passing.has(status)) {
    await insisting(() => world.db.tenant(workspace, tenant => releaseName(tenant, named)))
    return
  }
  const answer: Answer = { status, type: headers.get('content-type'), text: await c.res.clone().text() }
  const sealed = world.secrets.master.seal('answer', placeOf(named), Buffer.from(JSON.stringify(answer)))
  const target = targetOf(c, answer)
  await insisting(() => world.db.tenant(workspace, tenant => keepAnswer(tenant, named, sealed, target)))
}

async function insisting(work: () => Promise<unknown>): Promise<void> {
  for (let tried = 1; ; tried++)
    try {
      await work()
      return
    } catch (error) {
      if (tried === tries) throw error
      await pause(pauseMs * 2 ** (tried - 1))
    }
}

/** What an answer tells of: what was made or agreed to, or else the last thing that the path names. */
function targetOf(c: Context<Door>, { type, text }: Answer): string | null {
  const made: { id?: unknown; consent?: unknown } | null = type?.startsWith('application/json')
    ? JSON.parse(text)
    : null
  const ids = [...c.req.path.split('/'), made?.id ?? made?.consent].filter(
    id => typeof id === 'string' && isId(id),
  )
  return ids.at(-1)?.toString().toLowerCase() ?? null
}

function opened(world: World, named: Named, sealed: Buffer): Answer {
  return JSON.parse(world.secrets.master.open('answer', placeOf(named), sealed).toString())
}

/** To the name and the request: an answer opens for the one that it was given to. */
const placeOf = ({ keyHash, requestHash }: Named): [string, string] => [
  keyHash.toString('hex'),
  requestHash.toString('hex'),
]

function replayed(c: Context<Door>, { status, type, text }: Answer): Response {
  const headers = new Headers(c.res.headers)
  headers.set('Idempotency-Replayed', 'true')
  if (type) headers.set('Content-Type', type)
  return new Response(text || null, { status, headers })
}
