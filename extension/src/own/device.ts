import type { Accounts, Held } from '../client/accounts.ts'
import type { Send } from '../client/wire.ts'
import { createOwn, type Own } from './own.ts'

/** The conversations of an account that this browser is signed in to. */
export function ownOf({ server, device }: Held, accounts: Accounts, send: Send): Own {
  return createOwn({
    server,
    send,
    access: () => accounts.access(device),
    spoiled: () => accounts.spoiled(device),
  })
}
