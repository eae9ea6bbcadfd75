import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { parse } from 'acorn'
import { checkSync } from 'recheck'
import { expect, test } from 'vitest'
import bounded from './testing/bounded-regexes.json' with { type: 'json' }
import judged from './testing/judged-regexes.json' with { type: 'json' }

// Every regular expression of the package is held against catastrophic backtracking, those that are built from cue
// words at start included. One that may take long on a long text stands in a list with the reason why it never gets one;
// what cannot be told within twenty seconds is left to the adversarial texts of the bench.
//
// A judgement takes seconds, and on a slow machine another one comes out: so it is made once, and recorded by the hash of
// what was judged. Whoever adds or changes an expression has it judged with
// `ATAVUS_RECORD=1 vitest run backend/anonymizer/src/regexes`.

process.env.RECHECK_BACKEND = 'pure'
const root = new URL('.', import.meta.url)

interface Found {
  place: string
  source: string
  flags: string
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing(\/|\.ts$)/.test(file))
  .sort()

function literals(file: string): Found[] {
  const code = stripTypeScriptTypes(readFileSync(new URL(file, root), 'utf8'))
  const found: Found[] = []
  const walk = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    const { type, regex } = node as { type?: string; regex?: { pattern: string; flags: string } }
    if (type === 'Literal' && regex) found.push({ place: file, source: regex.pattern, flags: regex.flags })
    for (const value of Object.values(node)) walk(value)
  }
  walk(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }))
  return found
}

/** What the modules make with `new RegExp` while they are loaded and used once. */
async function built(): Promise<Found[]> {
  const found: Found[] = []
  const Real = globalThis.RegExp
  globalThis.RegExp = new Proxy(Real, {
    construct(target, [pattern, flags = '']: [string | RegExp, string?]) {
      const source = typeof pattern === 'string' ? pattern : pattern.source
      // The library that judges telephone numbers makes its own, for a number at a time.
      if (!new Error().stack?.includes('libphonenumber')) found.push({ place: 'built', source, flags })
      return new target(pattern, flags)
    },
  })
  try {
    const { find } = await import('./find.ts')
    await import('./soft/small/streets.ts')
    await import('./soft/small/birth-dates.ts')
    find('My name is Anna, call 0171 2345678, Hauptstr. 5, born 1.2.1985', { regions: ['DE'] })
  } finally {
    globalThis.RegExp = Real
  }
  return found
}

const all = [...files.flatMap(literals), ...(await built())]

test('there are as many as there are', () => {
  expect(all.length).toBeGreaterThan(500)
})

const reasons: Record<string, string> = bounded
const hashOf = ({ source, flags }: Found) =>
  createHash('sha256').update(`${flags}:${source}`).digest('hex').slice(0, 12)

test('no regular expression can be made to backtrack without end', () => {
  const known = new Set<string>(judged)
  const fresh = all.filter(one => !known.has(hashOf(one)))
  const vulnerable = fresh
    .map(({ place, source, flags }) => {
      const found = checkSync(source, flags.replace(/[vd]/g, 'u'), { timeout: 20_000 })
      const grows = found.status === 'vulnerable' ? found.complexity.summary : ''
      return { place, source, status: found.status, grows }
    })
    .filter(({ status, source }) => status === 'vulnerable' && !(source in reasons))
  expect(vulnerable).toEqual([])
  if (process.env.ATAVUS_RECORD)
    writeFileSync(
      new URL('testing/judged-regexes.json', root),
      `${JSON.stringify([...new Set(all.map(hashOf))].sort(), null, 2)}\n`,
    )
  else expect(fresh, 'judged, and to be recorded').toEqual([])
}, 1_800_000)

test('the list of those that only see short texts names no other', () => {
  const known = new Set(all.map(({ source }) => source))
  expect(Object.keys(bounded).filter(source => !known.has(source))).toEqual([])
})
