import { randomBytes } from 'node:crypto'

let last = 0
let counter = 0

/**
 * A UUIDv7 (RFC 9562) for the given moment; ids of one process made in one millisecond keep their order.
 * An id is never authority.
 */
export function newId(now: Date): string {
  const bytes = randomBytes(16)
  const time = now.getTime()
  counter = time === last ? (counter + 1) & 0xfff : bytes.readUInt16BE(6) & 0x7ff
  last = time
  bytes.writeUIntBE(time, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return dashed(bytes)
}

/** A random UUIDv4 (RFC 9562), where the moment of making must not show: a visitor's pseudonym. */
export function pseudonym(): string {
  const bytes = randomBytes(16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return dashed(bytes)
}

/** A UUIDv8 (RFC 9562) of the first 16 of given bytes: where an id is derived, not made. */
export function derivedId(from: Buffer): string {
  const bytes = Buffer.from(from.subarray(0, 16))
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return dashed(bytes)
}

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a string has the form of a UUID, so that the database can be asked about it. */
export const isId = (value: string): boolean => form.test(value)

function dashed(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
