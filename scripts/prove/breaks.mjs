// The breaks as data, a file for each chapter of the policy: which promise, what is done to it in words, where, and
// which test must notice.
import { readdirSync, readFileSync } from 'node:fs'
import { inside } from '../lib/house.mjs'

const folder = 'scripts/prove/breaks'

/** Each `{ promise, broken, file, find, replace, test: { file, name } }`; `find` stands in the file exactly once. */
export const breaks = readdirSync(inside(folder))
  .sort()
  .flatMap(name => JSON.parse(readFileSync(inside(`${folder}/${name}`), 'utf8')))
