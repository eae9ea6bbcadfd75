import { scan } from './scan.ts'
import { found, isCode, type Law } from './tree.ts'

const isConfig = (path: string) => /\.config\.(ts|js|mjs)$/.test(path)
const reexport = /\bexport\s+(?:type\s+)?(?:\*|\{[^}]*\})(?:\s+as\s+\w+)?\s*from\s*(?:'\s*'|"\s*");?/g

/** A thing has one name everywhere. Tools ask their config files for a default export; nobody else does. */
export const noDefaultExports: Law = tree =>
  tree
    .filter(({ path }) => isCode(path) && !isConfig(path))
    .flatMap(source =>
      found(
        source,
        scan(source.text).code,
        /\bexport\s+default\b|\bas\s+default\b/g,
        'export it by its name',
      ),
    )

/** Whoever imports should name the file that tells the story; an index that only passes on hides it. */
export const noBarrels: Law = tree =>
  tree
    .filter(({ path }) => /(^|\/)index\.(ts|tsx|js|mjs)$/.test(path))
    .filter(({ text }) => {
      const { code } = scan(text)
      return reexport.test(code) && code.replaceAll(reexport, '').trim() === ''
    })
    .map(({ path }) => ({ path, line: 1, message: 'a barrel: import from the files themselves' }))
