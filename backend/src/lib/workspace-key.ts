import { open, seal } from './seal.ts'

/** Wraps a workspace's key by the master key, for the database; it opens for this workspace alone. */
export const wrapWorkspaceKey = (master: Buffer, workspace: string, key: Buffer): Buffer =>
  seal(master, key, `workspace:${workspace}`)

/** A workspace's key; throws when the master key or the workspace is another. */
export const unwrapWorkspaceKey = (master: Buffer, workspace: string, sealed: Uint8Array): Buffer =>
  open(master, sealed, `workspace:${workspace}`)
