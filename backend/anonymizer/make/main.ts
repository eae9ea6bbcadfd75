import { writeFile } from 'node:fs/promises'
import { smallNames } from './names.ts'
import { plans } from './plans.ts'

// Writes what a browser gets in place of the large data: node backend/anonymizer/make/main.ts

const source = new URL('../src/', import.meta.url)
await writeFile(new URL('lexicon/small.json', source), `${JSON.stringify(smallNames(), null, 2)}\n`)
await writeFile(new URL('contact/plans-small.json', source), lined(plans()))

/** A calling code a line. */
function lined(all: object): string {
  const lines = Object.entries(all).map(([name, value]) => `  "${name}": ${JSON.stringify(value)}`)
  return `{\n${lines.join(',\n')}\n}\n`
}
