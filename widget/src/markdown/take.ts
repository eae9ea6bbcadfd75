import type { Block } from './tree.ts'

/** A block and the number of lines it takes; null draws nothing. */
export interface Taken {
  block: Block | null
  lines: number
}

/** What a block that holds blocks reads its inside with. */
export type ReadInside = (lines: string[], depth: number, open: boolean) => Block[]

/**
 * Takes the lines, the first one to read, how deep they are nested, whether the last of them may still grow, and the
 * reader for what is inside; gives the block that begins there, or null if it is none of its kind.
 */
export type Take = (
  lines: string[],
  at: number,
  depth: number,
  open: boolean,
  inside: ReadInside,
) => Taken | null
