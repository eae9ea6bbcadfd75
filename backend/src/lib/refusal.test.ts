import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { refusals } from '@atavus/contract/refusals'
import { expect, test } from 'vitest'

const backend = fileURLToPath(new URL('../..', import.meta.url))
const said = globSync('{src,migrations}/**/*.{ts,sql}', { cwd: backend })
  .filter(path => !path.endsWith('.test.ts'))
  .map(path => readFileSync(`${backend}/${path}`, 'utf8'))
  .join('\n')

test.each(Object.keys(refusals))('%s is a refusal that the backend knows how to give', code => {
  expect(said).toContain(`'${code}'`)
})
