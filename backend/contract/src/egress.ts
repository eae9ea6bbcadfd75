import { z } from 'zod'

/** What left the building on somebody's behalf: the sums of 30 days, and each request, newest first. */
export const Egress = z.object({
  sums: z.array(
    z.object({
      recipient: z.string(),
      why: z.string(),
      /** ISO 3166-1, `here`, or null where an owner chose the endpoint. */
      country: z.string().nullable(),
      requests: z.number().int(),
      refused: z.number().int(),
      bytesOut: z.number(),
    }),
  ),
  items: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      kind: z.enum(['processor', 'endpoint']),
      recipient: z.string(),
      why: z.string(),
      host: z.string(),
      country: z.string().nullable(),
      bytesOut: z.number(),
      bytesIn: z.number(),
      status: z.number().int().nullable(),
      /** Why the gate ended it. */
      refused: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})

/** What left for a model outside on a visitor's behalf: their own words as they went, the latest first. */
export const VisitorLeft = z.object({
  items: z.array(
    z.object({
      at: z.iso.datetime(),
      recipient: z.string(),
      /** ISO 3166-1. */
      country: z.string(),
      /** What identifies people stands replaced in them; null where they were not kept apart from the rest. */
      words: z.string().nullable(),
    }),
  ),
})

export const EgressQuery = z.strictObject({
  refused: z.enum(['true', 'false']).optional(),
  cursor: z.string().max(200).optional(),
})

export const EgressExportQuery = z.strictObject({
  format: z.enum(['csv', 'json']),
  refused: z.enum(['true', 'false']).optional(),
})
