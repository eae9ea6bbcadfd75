import { createHash } from 'node:crypto'
import { deflateSync } from 'fflate'

/** Packs bytes (RFC 1951), the same on every machine, which what comes with a system is not. */
export type Deflate = (bytes: Uint8Array) => Promise<Uint8Array>

/** For what nobody has to load: quick. */
export const quickly: Deflate = async bytes => deflateSync(bytes, { level: 9 })

/** A fifteenth smaller, in a hundred times the time; what is the same for three browsers is packed once. */
export const hard: Deflate = bytes => {
  const hash = createHash('sha256').update(bytes).digest('hex')
  const packed = done.get(hash) ?? zopfli(bytes)
  done.set(hash, packed)
  return packed
}

/** Loaded when a build has come this far: it takes every fault for its own, and shows all its code then. */
async function zopfli(bytes: Uint8Array): Promise<Uint8Array> {
  const { deflateAsync } = await import('@gfx/zopfli')
  return deflateAsync(bytes, { blocksplittingmax: 0 })
}

const done = new Map<string, Promise<Uint8Array>>()
