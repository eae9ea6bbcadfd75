// The breaks as data: which promise, what is done to it in words, where, and which test must notice.
import { readFileSync } from 'node:fs'
import { inside } from '../lib/house.mjs'

/** Each `{ promise, broken, file, find, replace, test: { file, name } }`; `find` stands in the file exactly once. */
export const breaks = JSON.parse(readFileSync(inside('scripts/prove/breaks.json'), 'utf8'))
