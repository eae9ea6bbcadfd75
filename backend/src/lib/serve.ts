import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Door } from './door.ts'

export interface Serving {
  port: number
  /** Takes no more connections and ends those that wait for nothing. */
  close(): Promise<void>
}

/** Answers HTTP on every address given, on one port (0 chooses one). Throws when the first cannot be had. */
export async function serve(app: Hono<Door>, port: number, hosts: string[]): Promise<Serving> {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const servers: Server[] = []
  let chosen = port
  for (const host of hosts) {
    const server = createServer(
      { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 },
      listener,
    )
    const heard = await listenOn(server, chosen, host).catch(error => {
      // The other loopback address may not exist on this machine.
      if (servers.length > 0) return undefined
      throw error
    })
    if (heard === undefined) continue
    chosen = heard
    servers.push(server)
  }
  return {
    port: chosen,
    close: async () => {
      const closed = servers.map(server => new Promise(resolve => server.close(resolve)))
      for (const server of servers) server.closeIdleConnections()
      await Promise.race([Promise.all(closed), new Promise(resolve => setTimeout(resolve, 2000))])
      for (const server of servers) server.closeAllConnections()
    },
  }
}

function listenOn(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, 2048, () => resolve((server.address() as AddressInfo).port))
  })
}
