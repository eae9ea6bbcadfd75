import { z } from 'zod'

/** What a version of the privacy policy says: chapters of sentences, each with the promises that it makes. */
export interface PolicyContent {
  title: string
  chapters: { title: string; sentences: { text: string; promises: string[] }[] }[]
}

/** `text`: chapters as `# Heading` lines and paragraphs parted by empty lines. */
export const PublishPolicy = z.strictObject({
  text: z.string().min(1).max(60_000),
  /** What changes, in a few plain words. */
  summary: z.string().trim().min(1).max(1000),
  /** Whether it matters to the people: every account is told, and visitors are asked anew. */
  significant: z.boolean(),
})

export const PublishedPolicies = z.object({
  items: z.array(
    z.object({
      version: z.number().int(),
      hash: z.string(),
      summary: z.string(),
      significant: z.boolean(),
      publishedAt: z.iso.datetime(),
      /** How many accounts were told of it, sent a mail, and have read it on the platform. */
      told: z.number().int(),
      sent: z.number().int(),
      read: z.number().int(),
    }),
  ),
  /** The text of the latest, to go on from. */
  text: z.string(),
})

/** A version that somebody has read on the platform. */
export const ReadPolicy = z.strictObject({ version: z.number().int().min(1).max(1_000_000) })
