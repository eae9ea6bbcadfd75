/** Buffers as PostgreSQL's text form of bytes, for `::text[]::bytea[]`: the driver takes a list of them for one. */
export const bytesArray = (buffers: Buffer[]): string[] => buffers.map(bytes => `\\x${bytes.toString('hex')}`)
