import type { Shelf } from './shelf.ts'

/** A shelf in a test, which keeps copies as a browser does. */
export function shelfInMemory(
  things: Record<string, unknown> = {},
): Shelf & { things: Map<string, unknown> } {
  const held = new Map(Object.entries(things))
  return {
    things: held,
    get: async name => structuredClone(held.get(name)),
    put: async (name, value) => void held.set(name, structuredClone(value)),
    drop: async (...names) => names.forEach(name => void held.delete(name)),
    names: async () => [...held.keys()],
  }
}
