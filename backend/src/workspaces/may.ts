import type { MiddlewareHandler } from 'hono'
import type { Door } from '../lib/door.ts'
import { Refusal } from '../lib/refusal.ts'

export const roles = ['owner', 'editor', 'viewer', 'member'] as const
export type Role = (typeof roles)[number]
/** What can be done with the assistants, the knowledge and the log of a workspace. */
export type Right = 'read' | 'write'

/** Who may do what: the whole of it. A member chats with the workspace's assistants and sees none of its rooms. */
export const rights: Record<Role, readonly Right[]> = {
  owner: ['read', 'write'],
  editor: ['read', 'write'],
  viewer: ['read'],
  member: [],
}

/** The gate for a right in the workspace of whoever is signed in; refuses with `forbidden`. */
export function may(right: Right): MiddlewareHandler<Door> {
  return async (c, next) => {
    if (!rights[c.var.principal.role].includes(right)) throw new Refusal('forbidden')
    await next()
  }
}
