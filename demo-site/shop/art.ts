import { readdirSync, readFileSync } from 'node:fs'
import { type Html, trusted } from './html.ts'

const folder = new URL('../art/', import.meta.url)
const drawings = new Map(
  readdirSync(folder)
    .filter(file => file.endsWith('.svg'))
    .map(file => [file.slice(0, -4), trusted(readFileSync(new URL(file, folder), 'utf8').trim())]),
)

/** Takes the name of a file in `art/` and gives the drawing, to stand inside the page and take its colours. */
export function drawing(name: string): Html {
  const found = drawings.get(name)
  if (!found) throw new Error(`There is no drawing ${name}`)
  return found
}
