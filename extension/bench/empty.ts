import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An extension with one page on which nothing is; gives its folder. */
export async function emptyExtension(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'atavus-empty-'))
  const manifest = { manifest_version: 3, name: 'Empty', version: '1' }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'empty.html'), '<!doctype html><title>Empty</title><p id="empty">Empty</p>')
  return folder
}
