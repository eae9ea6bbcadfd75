import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { inside } from './house.mjs'

const skipped = new Set(['node_modules', 'dist', 'release', 'e2e', 'test-results'])
const isTest = name => /\.test\.tsx?$/.test(name)

/**
 * Takes files and folders of the clone (and a salt), gives a hash of their names and contents.
 * Tests and what is built, released or installed do not count; a missing file is as good as an empty one.
 */
export function fingerprint(paths, salt = '') {
  const hash = createHash('sha256').update(salt)
  for (const path of paths.flatMap(files).sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(inside(path)))
  }
  return hash.digest('hex')
}

function files(path) {
  const found = statSync(inside(path), { throwIfNoEntry: false })
  if (!found) return []
  if (found.isFile()) return [path]
  return readdirSync(inside(path))
    .filter(name => !skipped.has(name) && !isTest(name))
    .flatMap(name => files(`${path}/${name}`))
}
