import { inflateRawSync } from 'node:zlib'

/** What a reader finds by the archive's directory, as the format's note says (APPNOTE 4.3): every file, unpacked. */
export function filesIn(zip: Buffer): { name: string; content: string }[] {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'))
  let at = zip.readUInt32LE(end + 16)
  return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
    const [packed, size, name] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
    ]
    const local = zip.readUInt32LE(at + 42)
    const begins = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const content = inflateRawSync(zip.subarray(begins, begins + packed))
    if (content.length !== size) throw new Error(`${content.length} bytes where ${size} are told`)
    const file = { name: zip.subarray(at + 46, at + 46 + name).toString(), content: content.toString() }
    at += 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    return file
  })
}
