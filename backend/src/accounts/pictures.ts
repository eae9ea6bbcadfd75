import type { Context } from 'hono'
import { EgressRefused } from '../egress/purpose.ts'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'
import { limited, take } from '../limits/limit.ts'
import type { World } from '../world.ts'
import { remake, UnusablePicture } from './pictures/remake.ts'

const seconds = 5
const limits = {
  firstByteMs: seconds * 1000,
  idleMs: seconds * 1000,
  totalMs: seconds * 1000,
  maxBytes: 2_000_000,
}
const redirects = 3
/** Addresses that an account may have us ask. */
const often = { burst: 10, every: 360 }
/** Pictures are decoded one after the other: so many may wait. */
const most = 8

/** What the gate says of addresses that nobody may have us ask. */
const forbidden = new Set(['egress_url', 'egress_address'])

let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/**
 * The picture at an address that the account of a session gives, fetched once and made anew: 256 × 256, WebP. Refuses
 * with `address_not_allowed`, `picture_unusable` (nothing there, no picture, too large), `too_many_requests` or `busy`.
 */
export async function pictureFrom(world: World, c: Context<Door>, url: string): Promise<Buffer> {
  const { account, workspace } = c.var.account
  await take(world, c, [limited(world, 'picture', account, often)])
  try {
    return await inTurn(remake, await fetchBytes(world, workspace, url))
  } catch (error) {
    throw refusalOf(error)
  }
}

async function fetchBytes(world: World, workspace: string, url: string): Promise<Buffer> {
  const signal = AbortSignal.timeout(seconds * 1000)
  const answer = await world.gate.request(
    { kind: 'endpoint', workspace, why: 'picture' },
    { url, limits, redirects, signal, headers: { accept: 'image/webp,image/png,image/jpeg,image/gif' } },
  )
  if (answer.status !== 200) {
    answer.drop()
    throw new UnusablePicture()
  }
  const chunks: Buffer[] = []
  await answer.read(chunk => chunks.push(chunk))
  return Buffer.concat(chunks)
}

/** Decoded, a picture takes more memory than its bytes tell. */
async function inTurn<T>(work: (bytes: Buffer) => Promise<T>, bytes: Buffer): Promise<T> {
  if (waiting >= most) throw new Refusal('busy', { retryAfter: seconds })
  waiting++
  const turn = last.then(() => work(bytes))
  last = turn.catch(() => {})
  return turn.finally(() => {
    waiting--
  })
}

/** What went wrong on the other side is told in two words only: our network is nobody's to explore. */
function refusalOf(error: unknown): unknown {
  if (error instanceof EgressRefused)
    return new Refusal(forbidden.has(error.code) ? 'address_not_allowed' : 'picture_unusable')
  const unusable = error instanceof UnusablePicture || (error as Error).name === 'TimeoutError'
  return unusable ? new Refusal('picture_unusable') : error
}
