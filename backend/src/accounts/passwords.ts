import { createHmac } from 'node:crypto'
import { createWorkerPool } from './worker-pool.ts'

/** The one place that turns passwords into hashes and compares them; the plain text goes no further. */
export interface Passwords {
  /** Refuses with `too_many_requests` when more people are signing in than can be served soon. */
  hash(password: string): Promise<string>
  /** Takes the same time whether or not there is a hash to compare with. */
  verify(password: string, hash: string | undefined): Promise<boolean>
  /** Whether a hash was made at a lower cost than the one in force, so that it should be made anew. */
  outdated(hash: string): boolean
  close(): Promise<void>
}

/** What the worker threads are asked; `material` is no longer the password. */
export type PasswordJob =
  | { kind: 'hash'; material: string; cost: number }
  | { kind: 'compare'; material: string; hash: string }

interface Options {
  /** 32 secret bytes that are not in the database. */
  pepper: Buffer
  /** bcrypt's cost; 12 is the least for production (OWASP ASVS 5.0, 11.4.2). */
  cost?: number
  threads?: number
  /** How many may wait for a thread before others are refused. */
  queue?: number
}

const form = /^\$2b\$(\d\d)\$[./A-Za-z0-9]{53}$/

/**
 * `bcrypt(base64(HMAC-SHA-384(password, pepper)))` in threads of its own. The HMAC takes in passwords of any
 * length, NUL included, where bcrypt alone would read 72 bytes at most (OWASP Password Storage Cheat Sheet).
 */
export function createPasswords({ pepper, cost = 12, threads = 2, queue = 32 }: Options): Passwords {
  const pool = createWorkerPool<PasswordJob, string | boolean>({
    file: new URL('./password-worker.ts', import.meta.url),
    threads,
    queue,
    seconds: 5,
  })
  // What is compared with where there is no account; what comes of it is not looked at. It is at the cost in force:
  // after that was raised, an account that nobody has signed in to since takes less time than a name that is nobody's.
  // At the cost of the lowest hash it would be the accounts in use that stand out, and those are the most.
  const nobody = `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`
  return {
    hash: async password =>
      String(await pool.run({ kind: 'hash', material: prepare(password, pepper), cost })),
    verify: async (password, hash) => {
      if (hash !== undefined && !form.test(hash)) throw new Error('not a password hash of ours')
      const same = await pool.run({
        kind: 'compare',
        material: prepare(password, pepper),
        hash: hash ?? nobody,
      })
      return same === true && hash !== undefined
    },
    outdated: hash => Number(form.exec(hash)?.[1] ?? 0) < cost,
    close: () => pool.close(),
  }
}

/** Normalised (NFKC, as NIST SP 800-63B-4 asks), so that a keyboard's way of composing "é" does not matter. */
function prepare(password: string, pepper: Buffer): string {
  return createHmac('sha384', pepper).update(password.normalize('NFKC')).digest('base64')
}
