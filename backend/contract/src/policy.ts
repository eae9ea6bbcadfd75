import { z } from 'zod'

/** What a version of the privacy policy says: chapters of sentences, each with the promises that it makes. */
export interface PolicyContent {
  title: string
  chapters: { title: string; sentences: { text: string; promises: string[] }[] }[]
}

/**
 * Chapters as `# Heading` lines, paragraphs and `- ` lists parted by empty lines; `[P1.4 P1.5]` behind what makes a
 * promise.
 */
const text = z.string().min(1).max(60_000)

export const PublishPolicy = z.strictObject({
  text,
  /** What changes, in a few plain words. */
  summary: z.string().trim().min(1).max(1000),
  /** Whether it matters to the people: every account is told, and visitors are asked anew. */
  significant: z.boolean(),
})

export const PublishedPolicies = z.object({
  items: z.array(
    z.object({
      /** What it is named by: its day, and its number beyond the first. */
      id: z.string(),
      version: z.number().int(),
      /** SHA-256 of all that it says, in hexadecimal: its address. One that goes back to former words has theirs. */
      hash: z.string(),
      summary: z.string(),
      significant: z.boolean(),
      publishedAt: z.iso.datetime(),
      /** How many accounts were told of it on the platform, and how many have read it there. */
      told: z.number().int(),
      read: z.number().int(),
      /** Their mails: taken by a mail server, put into the outbox without one, still to be sent, and taken by none. */
      sent: z.number().int(),
      outbox: z.number().int(),
      waiting: z.number().int(),
      failed: z.number().int(),
    }),
  ),
  /** The text of the latest, to go on from. */
  text: z.string(),
  /** The latest names somebody who runs the platform no more, by the settings: the next one is due. */
  outdated: z.boolean(),
})

export const PreviewPolicy = z.strictObject({ text })

/** How a text will read. */
export const PolicyPreview = z.object({
  chapters: z.array(
    z.object({
      title: z.string(),
      passages: z.array(
        z.object({
          blocks: z.array(
            z.union([z.object({ paragraph: z.string() }), z.object({ items: z.array(z.string()) })]),
          ),
          promises: z.array(z.string()),
        }),
      ),
    }),
  ),
  /** Promises of the present version that no sentence makes any more; the platform keeps them all the same. */
  lost: z.array(z.string()),
})

/** Whom a version was told, those first whom no mail has reached; 500 at most. */
export const PolicyDeliveries = z.object({
  items: z.array(
    z.object({
      account: z.uuid(),
      email: z.string(),
      mail: z.enum(['sent', 'outbox', 'waiting', 'failed']),
      queuedAt: z.iso.datetime(),
      sentAt: z.iso.datetime().nullable(),
      readAt: z.iso.datetime().nullable(),
    }),
  ),
})

/** A version that somebody has read on the platform. */
export const ReadPolicy = z.strictObject({ version: z.number().int().min(1).max(1_000_000) })
