import { list, maybe, shape, text } from '@atavus/widget/client/checked.ts'
import { codeOf, Problem } from '@atavus/widget/client/problem.ts'
import type { Shelf } from '../lib/shelf.ts'
import type { SignedIn } from './checked.ts'
import type { Devices } from './devices.ts'

/** An account that this browser is signed in to. The refresh token is worth the account: it stays on the disk alone. */
export interface Held {
  server: string
  device: string
  account: SignedIn['account']
  refresh: string
}

const heldList = list(
  shape<Held>({
    server: text,
    device: text,
    account: shape({ id: text, username: text, email: maybe(text) }),
    refresh: text,
  }),
)
const accessOf = shape({ token: text, until: text })

interface Setup {
  disk: Shelf
  memory: Shelf
  devices: Devices
  now?: () => Date
  /** Runs one at a time over all our pages and the worker: a refresh token that is used twice ends the device. */
  alone?: <T>(name: string, run: () => Promise<T>) => Promise<T>
  /** To all our other pages and the worker: a device that is gone in one of them is gone in all. */
  channel?: Channel
}

export interface Channel {
  postMessage(device: string): void
  onmessage: ((event: MessageEvent) => void) | null
}

export type Accounts = ReturnType<typeof createAccounts>

/** The accounts of this browser: the access token in memory, the refresh token on the disk. */
export function createAccounts({ disk, memory, devices, ...given }: Setup) {
  const { now = () => new Date(), alone = inTurn, channel = new BroadcastChannel('gone') } = given
  const listeners = new Set<(device: string) => void>()
  const tell = (device: string) => {
    for (const listener of listeners) listener(device)
  }
  channel.onmessage = ({ data }) => tell(data)

  async function all(): Promise<Held[]> {
    const found = await disk.get('accounts')
    return found === undefined ? [] : heldList(found)
  }
  /** Looks and changes in one step, whatever another panel does. */
  const change = (changed: (before: Held[]) => Held[]) =>
    alone('accounts', async () => disk.put('accounts', changed(await all())))

  async function fresh(device: string): Promise<string | null> {
    const found = await memory.get(`access:${device}`)
    if (found === undefined) return null
    const { token, until } = accessOf(found)
    return new Date(until).getTime() - now().getTime() > margin ? token : null
  }

  async function renew(device: string): Promise<string> {
    const held = (await all()).find(one => one.device === device)
    if (!held) return ended(device)
    try {
      const { access, refresh } = await devices.renew(held.server, held.refresh)
      await change(before => before.map(one => (one.device === device ? { ...one, refresh } : one)))
      await memory.put(`access:${device}`, access)
      return access.token
    } catch (error) {
      // Only our server's own word ends a device: what stands between it and us refuses things as well.
      if (codeOf(error) !== 'unauthenticated') throw error
      await forget(device)
      return ended(device)
    }
  }

  function ended(device: string): never {
    tell(device)
    throw new Problem('unauthenticated', 401)
  }

  /** Everything of a device goes, also what other parts keep under its name; with the last what its user made here. */
  async function forget(device: string): Promise<void> {
    await change(before => before.filter(one => one.device !== device))
    if ((await all()).length === 0) await disk.drop('prompts', 'blocked')
    for (const shelf of [disk, memory]) {
      const names = await shelf.names()
      await shelf.drop(...names.filter(name => name.split(':').includes(device)))
    }
    if ((await disk.get('current')) === device) await disk.drop('current')
    channel.postMessage(device)
  }

  return {
    all,
    /** The account that was chosen last, or else the first; `server`: the only one that may be used, or null. */
    async current(server: string | null = null): Promise<Held | null> {
      const held = (await all()).filter(one => server === null || one.server === server)
      const device = await disk.get('current')
      return held.find(one => one.device === device) ?? held[0] ?? null
    },
    /** Tells of a device that is gone, at the server or in another window; gives the way to end it. */
    onEnded(listener: (device: string) => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    choose: (device: string) => disk.put('current', device),
    async add(server: string, { account, device, access, refresh }: SignedIn): Promise<void> {
      await memory.put(`access:${device}`, access)
      await change(before => [...before, { server, device, account, refresh }])
      await disk.put('current', device)
    },
    /** A token that holds for at least half a minute. */
    async access(device: string): Promise<string> {
      return (
        (await fresh(device)) ?? alone(`renew:${device}`, async () => (await fresh(device)) ?? renew(device))
      )
    },
    /** The server did not take the token: the next call renews. */
    spoiled: (device: string) => memory.drop(`access:${device}`),
    /** Out at the server, if it can be reached, and forgotten here in any case. */
    async signOut(device: string): Promise<void> {
      const held = (await all()).find(one => one.device === device)
      if (held) await devices.end(held.server, held.refresh).catch(() => {})
      await forget(device)
    },
  }
}

/** In milliseconds. */
const margin = 30_000

function inTurn<T>(name: string, run: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, run)
}
