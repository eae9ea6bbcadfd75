// Packages import one way: contract ← widget ← extension, contract and anonymizer ← backend, contract and
// widget ← dashboard. What runs in a browser takes only types from the contract, so that no schema is shipped.
import { importsOf } from './imports.ts'
import { isTest, type Law } from './tree.ts'

type Rule = { may: string[]; onlyTypes?: string[] }

/** Plain tables of the contract, without a schema, that screens read too. */
const tables = ['backend/contract/src/rights.ts']

const packages: Record<string, Rule> = {
  'backend/contract': { may: [] },
  'backend/anonymizer': { may: [] },
  'backend/dashboard': { may: ['backend/contract', 'widget'], onlyTypes: ['backend/contract'] },
  backend: { may: ['backend/contract', 'backend/anonymizer'] },
  widget: { may: ['backend/contract'], onlyTypes: ['backend/contract'] },
  extension: {
    may: ['backend/contract', 'backend/anonymizer', 'widget'],
    onlyTypes: ['backend/contract'],
  },
  // Its tests drive the built extension against the platform, as those of the demo site do.
  'extension/e2e': { may: ['extension', 'demo-site/e2e', 'demo-site', 'backend/contract'] },
  'extension/bench': { may: ['extension', 'extension/e2e'] },
  'demo-site/e2e': { may: ['demo-site', 'backend/src/testing', 'backend/contract'] },
  'demo-site': { may: [] },
  scripts: { may: [] },
  // A place inside the backend, named apart because the browser tests may use it.
  'backend/src/testing': { may: ['backend', 'backend/contract', 'backend/anonymizer'] },
}

// Longest first, so that a package inside another one is found before it.
const folders = Object.keys(packages).sort((a, b) => b.length - a.length)
const packageOf = (path: string) => folders.find(folder => path === folder || path.startsWith(`${folder}/`))

export const packageDirection: Law = tree =>
  tree.flatMap(source => {
    const from = packageOf(source.path)
    if (!from) return []
    const { may, onlyTypes = [] } = packages[from]!
    return importsOf(source, tree).flatMap(({ file, line, typeOnly }) => {
      const to = file && packageOf(file)
      if (!to || to === from || testsOf(source.path, from, to)) return []
      if (!may.includes(to)) return { path: source.path, line, message: `${from} may not import from ${to}` }
      if (!onlyTypes.includes(to) || typeOnly || isTest(source.path) || tables.includes(file)) return []
      return { path: source.path, line, message: `${from} takes only types from ${to}: use import type` }
    })
  })

/** The backend's own tests use the helpers beside it. */
const testsOf = (path: string, from: string, to: string) =>
  from === 'backend' && to === 'backend/src/testing' && isTest(path)
