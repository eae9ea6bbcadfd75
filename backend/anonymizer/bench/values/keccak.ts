// Keccak-256 as Ethereum takes it for the upper and lower case of its addresses; Node's hashes do not have it.

const mask = (1n << 64n) - 1n
const turn = (lane: bigint, by: number): bigint =>
  by === 0 ? lane : ((lane << BigInt(by)) | (lane >> BigInt(64 - by))) & mask

/** Takes at most 135 bytes, which is one block. */
export function keccak(bytes: Uint8Array): Uint8Array {
  const block = new Uint8Array(136)
  block.set(bytes)
  block[bytes.length] = 1
  block[135]! |= 0x80
  const view = new DataView(block.buffer)
  const state = Array.from({ length: 25 }, (_, at) => (at < 17 ? view.getBigUint64(at * 8, true) : 0n))
  const rounds = constants()
  for (const constant of rounds) round(state, constant)
  const out = new DataView(new ArrayBuffer(32))
  for (let at = 0; at < 4; at++) out.setBigUint64(at * 8, state[at]!, true)
  return new Uint8Array(out.buffer)
}

function round(state: bigint[], constant: bigint): void {
  const column = (x: number) => state[x]! ^ state[x + 5]! ^ state[x + 10]! ^ state[x + 15]! ^ state[x + 20]!
  const columns = [0, 1, 2, 3, 4].map(column)
  for (let at = 0; at < 25; at++)
    state[at]! ^= columns[((at % 5) + 4) % 5]! ^ turn(columns[((at % 5) + 1) % 5]!, 1)
  let [x, y] = [1, 0]
  let moved = state[1]!
  for (let step = 0; step < 24; step++) {
    ;[x, y] = [y, (2 * x + 3 * y) % 5]
    const next = state[x + 5 * y]!
    state[x + 5 * y] = turn(moved, (((step + 1) * (step + 2)) / 2) % 64)
    moved = next
  }
  for (let row = 0; row < 25; row += 5) {
    const lanes = state.slice(row, row + 5)
    for (let x = 0; x < 5; x++)
      state[row + x] = lanes[x]! ^ (~lanes[(x + 1) % 5]! & mask & lanes[(x + 2) % 5]!)
  }
  state[0]! ^= constant
}

/** The 24 round constants, from the shift register of the standard. */
function constants(): bigint[] {
  let register = 1
  return Array.from({ length: 24 }, () => {
    let constant = 0n
    for (let bit = 0; bit < 7; bit++) {
      if (register & 1) constant |= 1n << BigInt((1 << bit) - 1)
      register = (register << 1) ^ (register & 0x80 ? 0x171 : 0)
    }
    return constant
  })
}
