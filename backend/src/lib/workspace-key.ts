import type { Master } from './master.ts'

/** Wraps a workspace's key by the master key, for the database; it opens for this workspace alone. */
export const wrapWorkspaceKey = (master: Master, workspace: string, key: Buffer): Buffer =>
  master.seal('workspace', [workspace], key)

/** A workspace's key; throws when the master key or the workspace is another. */
export const unwrapWorkspaceKey = (master: Master, workspace: string, sealed: Uint8Array): Buffer =>
  master.open('workspace', [workspace], sealed)
