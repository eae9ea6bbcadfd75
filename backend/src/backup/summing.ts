import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'

/** PostgreSQL sends row by row; what comes after works better on more at a time. */
const enough = 256 * 1024

/** Lets a stream pass in larger pieces, and counts its lines, which are rows, and its SHA-256. */
export function summing() {
  const hash = createHash('sha256')
  let rows = 0
  let pieces: Buffer[] = []
  let length = 0
  function whole(): Buffer {
    const chunk = Buffer.concat(pieces)
    pieces = []
    length = 0
    hash.update(chunk)
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++
    return chunk
  }
  const stream = new Transform({
    transform(piece: Buffer, _, done) {
      pieces.push(piece)
      length += piece.length
      if (length < enough) done()
      else done(null, whole())
    },
    flush(done) {
      done(null, whole())
    },
  })
  return { stream, sums: () => ({ rows, sha256: hash.digest('hex') }) }
}
