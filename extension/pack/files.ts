import { readdir, readFile } from 'node:fs/promises'

/** Files by their path (with slashes). */
export type Files = Map<string, Uint8Array>

/** All files beneath a folder whose names pass. */
export async function filesIn(
  folder: string,
  passes: (name: string) => boolean = () => true,
): Promise<Files> {
  const files: Files = new Map()
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    if (!passes(entry.name)) continue
    if (entry.isFile()) files.set(entry.name, await readFile(path))
    if (entry.isDirectory())
      for (const [name, bytes] of await filesIn(path, passes)) files.set(`${entry.name}/${name}`, bytes)
  }
  return files
}
