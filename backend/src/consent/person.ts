import { createHmac } from 'node:crypto'
import type { Policy } from '../assistants/policies.ts'
import { derivedId } from '../lib/ids.ts'

/** Who names a person: the site's signed word about its visitor, the owner's server that asks for them, or their account. */
const namespaces = { identified: 'person', server: 'server', account: 'account' }

/**
 * The visitor's id of a person who is named: the same for the same name with the same assistant, another
 * one everywhere else. The name cannot be told from it without the workspace's key, and is kept nowhere.
 */
export function personId(
  { id, workspaceKey }: Pick<Policy, 'id' | 'workspaceKey'>,
  kind: keyof typeof namespaces,
  name: string,
): string {
  return derivedId(createHmac('sha256', workspaceKey).update(`${namespaces[kind]}:${id}:${name}`).digest())
}
