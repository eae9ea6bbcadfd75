import { createAccounts } from '../client/accounts.ts'
import { createDevices } from '../client/devices.ts'
import { sender } from '../client/wire.ts'
import { disk, memory } from '../lib/shelf.ts'
import { ownOf } from '../own/device.ts'
import { allRunning } from '../own/running.ts'

/**
 * Stops every answer that is on its way, at the server; `inPrivate`: those of private windows. A panel that shows one
 * hears it from there.
 */
export async function stopRunning(inPrivate?: boolean): Promise<void> {
  const send = sender()
  const shelves = { disk: disk(inPrivate), memory: memory(inPrivate) }
  const accounts = createAccounts({ ...shelves, devices: createDevices(send) })
  const held = await accounts.all()
  for (const { device, question } of await allRunning(shelves.memory)) {
    const account = held.find(one => one.device === device)
    if (account)
      await ownOf(account, accounts, send)
        .stop(question.id)
        .catch(() => {})
  }
}
