import { z } from 'zod'
import { AccountDeletion } from './account.ts'
import { line } from './line.ts'

export const OperatorOverview = z.object({
  accounts: z.number().int(),
  workspaces: z.number().int(),
  suspended: z.number().int(),
  jobs: z.object({ waiting: z.number().int(), oldest: z.iso.datetime().nullable() }),
  mail: z.enum(['smtp', 'outbox']),
  running: z.number().int(),
})

/** `text`: the beginning of a name or address. */
export const OperatorQuery = z.strictObject({
  text: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
})
export const OperatedWorkspaces = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      createdAt: z.iso.datetime(),
      members: z.number().int(),
      assistants: z.number().int(),
      messagesToday: z.number().int(),
      suspendedAt: z.iso.datetime().nullable(),
    }),
  ),
  next: z.string().nullable(),
})
export const OperatedAccounts = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      username: z.string(),
      email: z.string(),
      createdAt: z.iso.datetime(),
      secondFactor: z.boolean(),
      suspendedAt: z.iso.datetime().nullable(),
      /** The workspaces that nobody else owns. */
      alone: z.array(z.object({ id: z.uuid(), name: z.string() })),
    }),
  ),
  next: z.string().nullable(),
})
export const Suspension = z.strictObject({ suspended: z.boolean(), reason: line(500) })
/** `why`: it is a child's, or whoever has it asks for it, of whom it is known that they do. Workspaces as `AccountDeletion` has them. */
export const AccountRemoval = AccountDeletion.extend({ why: z.enum(['child', 'asked']), reason: line(500) })
/** Why conversations must be read; recorded, and shown to the workspace's owners. */
export const AccessReason = z.strictObject({ reason: line(500) })
export const Access = z.object({ until: z.iso.datetime() })
