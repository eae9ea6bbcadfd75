import { shelfInMemory } from '../lib/testing.ts'
import { type Channel, createAccounts } from './accounts.ts'
import { createDevices } from './devices.ts'
import { sender } from './wire.ts'

export const device = '00000000-0000-4000-8000-0000000000f1'
export const account = {
  id: '00000000-0000-4000-8000-0000000000e1',
  username: 'nora',
  email: 'nora@site.example',
}
const start = new Date('2026-07-01T10:00:00.000Z')

type Answer = (
  path: string,
  body: Record<string, string>,
) => Response | undefined | Promise<Response | undefined>

export function refuse(status: number, code: string): Response {
  return Response.json({ type: 'about:blank', title: code, status, code }, { status })
}

/** The accounts of a browser on a server that answers by its path; a clock that the test moves, and one lock for all. */
export function household(answer: Answer = () => undefined) {
  const disk = shelfInMemory()
  const memory = shelfInMemory()
  const calls: { path: string; body: Record<string, string> }[] = []
  let now = start
  let renewals = 0
  const tokens = () => {
    renewals++
    return {
      access: { token: `access-${renewals}`, until: new Date(now.getTime() + 900_000).toISOString() },
      refresh: `refresh-${renewals}`,
    }
  }
  const send = sender(async (input, init) => {
    const path = new URL(String(input)).pathname
    const body = JSON.parse(String(init?.body ?? '{}'))
    calls.push({ path, body })
    const given = await answer(path, body)
    if (given) return given
    if (path === '/v1/devices/token') return Response.json({ account, device, ...tokens() })
    if (path === '/v1/devices/renew') return Response.json(tokens())
    return new Response(null, { status: 204 })
  })
  const locks = new Map<string, Promise<unknown>>()
  const alone = <T>(name: string, run: () => Promise<T>): Promise<T> => {
    const next = (locks.get(name) ?? Promise.resolve()).then(run)
    locks.set(
      name,
      next.catch(() => {}),
    )
    return next
  }
  const devices = createDevices(send)
  const channels = new Set<Channel>()
  /** Another window has accounts of its own, over the same shelves. */
  const opened = () => {
    const channel: Channel = {
      onmessage: null,
      postMessage(data) {
        for (const one of channels)
          if (one !== channel) one.onmessage?.(new MessageEvent('message', { data }))
      },
    }
    channels.add(channel)
    return createAccounts({ disk, memory, devices, now: () => now, alone, channel })
  }
  const accounts = opened()
  return {
    disk,
    memory,
    calls,
    send,
    devices,
    accounts,
    opened,
    now: () => now,
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms)
    },
    signIn: () => accounts.add('https://atavus.example', { account, device, ...tokens() }),
  }
}
