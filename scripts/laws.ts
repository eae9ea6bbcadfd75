// The laws of the house, held over every file of the clone. Prints each place that breaks one; see laws/ for the
// laws and laws/exceptions.json for the places that may, each with its reason.
import { fileURLToPath } from 'node:url'
import { judge } from './laws/judge.ts'
import { readTree } from './laws/tree.ts'

const tree = readTree(fileURLToPath(new URL('..', import.meta.url)))
const broken = judge(tree)
for (const { path, line, law, message } of broken) console.log(`${path}:${line}  ${law}: ${message}`)
process.exitCode = broken.length > 0 ? 1 : 0
