import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { targets, version } from './manifest.ts'
import { most } from './pack/built.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('.', import.meta.url))
const nameOf = (what: string) => `atavus-${version}-${what}.zip`
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

let work: string
let said: string
const folder = (name: string) => join(work, name)
const zip = (what: string, from = folder('release')) => readFile(join(from, nameOf(what)))
const filesIn = async (what: string) => unzipSync(await zip(what))

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'atavus-release-'))
  said = (await run(process.execPath, [join(root, 'release.ts'), folder('release')])).stdout
})
afterAll(() => rm(work, { recursive: true, force: true }))

/** The environment without what npm tells the scripts of this house; it would take it for its own orders. */
function unscripted(): NodeJS.ProcessEnv {
  const told =
    /^npm_(?!config_)|^npm_config_(?:call|package|yes|loglevel|workspaces?|(?:local_|global_)?prefix)$/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !told.test(name)))
}

async function unpacked(what: string): Promise<string> {
  for (const [path, bytes] of Object.entries(await filesIn(what))) {
    const file = join(folder(what), path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
  return folder(what)
}

test('a release is a zip for each store and the source, told with size and hash', async () => {
  const names = [...targets, 'sources'].map(nameOf)
  expect((await readdir(folder('release'))).sort()).toEqual([...names, 'store'].sort())
  for (const what of [...targets, 'sources']) {
    const bytes = await zip(what)
    expect(said, what).toMatch(new RegExp(`^${hashOf(bytes)} +${bytes.length} bytes  ${nameOf(what)}$`, 'm'))
  }
})

test('beside them lies what is filled into the forms of the stores', async () => {
  const found = await readdir(folder('release/store'), { recursive: true })
  expect(found).toEqual(
    expect.arrayContaining([
      'privacy.md',
      'listing/en.md',
      'pictures/en-1-sheet.png',
      'pictures/mark-300.png',
    ]),
  )
})

test.each(targets)(
  'the zip for %s is small, and has its manifest in front and nothing to debug',
  async target => {
    expect((await zip(target)).length).toBeLessThanOrEqual(most.zip)
    const files = await filesIn(target)
    const paths = Object.keys(files)
    expect(paths).toContain('manifest.json')
    expect(paths.filter(path => /\.map$|\.tsx?$|\.test\.|^\./.test(path))).toEqual([])
    const all = Buffer.concat(Object.values(files)).toString('latin1')
    for (const trace of [work, root, 'sourceMappingURL']) expect(all).not.toContain(trace)
  },
)

test('Mozilla’s rules find no error', async () => {
  const source = await unpacked('firefox')
  const lint = join(root, 'node_modules/.bin/web-ext')
  const answer = await run(lint, ['lint', `--source-dir=${source}`, '--output=json']).catch(error => error)
  const { errors, warnings } = JSON.parse(answer.stdout)
  expect(errors).toEqual([])
  // What Preact can do and we do not: no element of ours is made from a string.
  const codes = new Set(warnings.map(({ code }: { code: string }) => code))
  expect([...codes]).toEqual(['UNSAFE_VAR_ASSIGNMENT'])
})

test('the source builds the same bytes by the commands of its README, anywhere and at any hour', async () => {
  const source = await unpacked('sources')
  const readme = await readFile(join(source, 'README.md'), 'utf8')
  const [, commands = ''] = /^```sh\n(.*?)^```/ms.exec(readme) ?? []
  expect(commands).toContain('install --frozen-lockfile')
  const env = { ...unscripted(), TZ: 'Pacific/Auckland', CI: 'true', npm_config_prefer_offline: 'true' }
  await run('/bin/sh', ['-ec', commands], { cwd: source, env, maxBuffer: 1e8 })
  for (const what of [...targets, 'sources']) {
    const again = await zip(what, join(source, 'extension/release'))
    expect(hashOf(again), what).toBe(hashOf(await zip(what)))
  }
  for (const target of targets) expect(readme).toContain(hashOf(await zip(target)))
}, 600_000)
