import { z } from 'zod'

/** One table of what is held about an account. */
export const HeldTable = z.object({
  table: z.string(),
  category: z.string(),
  /** What for, on which basis, and how long. */
  purposes: z.array(z.string()),
  basis: z.string(),
  retention: z.string(),
  /** Each column with what it holds. */
  columns: z.record(z.string(), z.string()),
  /** Values as text; what is secret even from its holder is left out, and said so. */
  rows: z.array(z.record(z.string(), z.string().nullable())),
  /** There are more rows than are shown here; the export has them all. */
  more: z.boolean(),
})
export type HeldTable = z.infer<typeof HeldTable>

export const AccountData = z.object({ at: z.iso.datetime(), tables: z.array(HeldTable) })
