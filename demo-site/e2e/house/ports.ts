import { once } from 'node:events'
import { createServer } from 'node:net'

/** The platform's port, the shop's and the refused origin's: the platform's demo counts on these distances. */
export const distances = { shop: 10, refused: 11 }

/** Gives a port that is free on both loopback addresses, as are those at the distances above. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 30_000)
    const wanted = [port, port + distances.shop, port + distances.refused]
    const free = await Promise.all(wanted.map(one => isFree(one)))
    if (free.every(Boolean)) return port
  }
  throw new Error('No free port was found')
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  server.listen(port)
  try {
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
