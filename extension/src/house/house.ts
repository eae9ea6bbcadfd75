import { createAccounts } from '../client/accounts.ts'
import { createDevices } from '../client/devices.ts'
import { createSignIn } from '../client/sign-in.ts'
import { sender } from '../client/wire.ts'
import { disk, memory } from '../lib/shelf.ts'
import { createChoices } from './choices.ts'

export type House = ReturnType<typeof createHouse>

/** Everything that a panel works with. */
export function createHouse() {
  const send = sender()
  const devices = createDevices(send)
  const shelves = { disk: disk(), memory: memory() }
  const accounts = createAccounts({ ...shelves, devices })
  return {
    ...shelves,
    send,
    accounts,
    signIn: createSignIn({ memory: shelves.memory, devices, accounts }),
    choices: createChoices(shelves.disk),
  }
}
