import { readdir, readFile } from 'node:fs/promises'
import { zipSync } from 'fflate'

/** Files by their path (with slashes). */
export type Files = Map<string, Uint8Array>

/** A zip has no zone: the same hour everywhere is one of the machine's own. */
const always = new Date(1980, 0, 1)

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

/**
 * A zip in which nothing of the machine has a part: names in order, one moment for all, and packed by a program that
 * is the same everywhere, which what comes with a system is not.
 */
export function zipOf(files: Files): Uint8Array {
  const inOrder = [...files].sort(([one], [other]) => (one < other ? -1 : 1))
  return zipSync(Object.fromEntries(inOrder), { level: 9, mtime: always })
}
