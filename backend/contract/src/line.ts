import { z } from 'zod'

/** One line of text without control characters or Unicode's own line ends, trimmed; at most so many characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u)

/** A page of a list goes on where `cursor` says. */
export const PageQuery = z.strictObject({ cursor: z.string().max(200).optional() })
