/** Who may do what: the whole of it, read by the doors of the backend, the screens and the tests. */

export const roles = ['owner', 'editor', 'viewer', 'member'] as const
export type Role = (typeof roles)[number]

/** What an API key may be given. */
export const scopes = [
  'assistants:read',
  'assistants:write',
  'knowledge:read',
  'knowledge:write',
  'conversations:read',
  'conversations:delete',
  'chat',
  'usage:read',
] as const
export type Scope = (typeof scopes)[number]

/** What can be done in a workspace: what an API key may be given, and what people alone may do. */
export const allRights = [
  ...scopes,
  'try',
  'team:read',
  'team:manage',
  'keys:manage',
  'webhooks:manage',
  'logs:read',
  'workspace:manage',
  'billing:read',
  'billing:manage',
  'privacy:read',
  'privacy:manage',
] as const
export type Right = (typeof allRights)[number]

const reading: readonly Right[] = [
  'try',
  'assistants:read',
  'knowledge:read',
  'conversations:read',
  'usage:read',
  'team:read',
  'billing:read',
]
const writing: readonly Right[] = [
  'assistants:write',
  'knowledge:write',
  'conversations:delete',
  'privacy:read',
]
const ruling: readonly Right[] = [
  'team:manage',
  'keys:manage',
  'webhooks:manage',
  'logs:read',
  'workspace:manage',
  'billing:manage',
  'privacy:manage',
]

/** A member chats with the workspace's assistants and sees none of its rooms. `chat` is for keys alone. */
export const rights: Record<Role, readonly Right[]> = {
  owner: [...reading, ...writing, ...ruling],
  editor: [...reading, ...writing],
  viewer: reading,
  member: ['try'],
}

export const isScope = (right: Right): right is Scope => (scopes as readonly string[]).includes(right)
