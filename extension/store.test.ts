import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { manifestFor, targets } from './manifest.ts'
import { loadWords, languages as spoken } from './src/words/words.ts'

const read = (path: string) => readFileSync(new URL(`store/${path}`, import.meta.url), 'utf8')

/** The parts of a text by their headings. */
const partsOf = (text: string) =>
  Object.fromEntries(
    text
      .split(/^## /m)
      .slice(1)
      .map((part): [string, string] => {
        const [name = '', ...lines] = part.split('\n')
        return [name, lines.join('\n').trim()]
      }),
  )

const answers = partsOf(read('privacy.md'))
const browsers = { chrome: 'Chrome', edge: 'Edge', firefox: 'Firefox' }

/** What is named in a list, with what stands in brackets behind it; each with a reason. */
const named = (part: string) =>
  part.split('\n').map(line => {
    const [, name = '', , only = ''] = /^- `([^`]+)`( \(([^)]+)\))?: \S.{20,}$/.exec(line) ?? []
    expect(name, line).not.toBe('')
    return { name, only }
  })

test.each(targets)('the answers for %s name exactly the permissions of its manifest', target => {
  const { permissions, optional_host_permissions } = manifestFor(target)
  const all = named(answers.Permissions!).filter(
    ({ only }) => ['', 'optional'].includes(only) || only.split(', ').includes(browsers[target]),
  )
  const ofKind = (optional: boolean) =>
    all.filter(({ only }) => (only === 'optional') === optional).map(({ name }) => name)
  expect(ofKind(false).sort()).toEqual([...permissions].sort())
  expect(ofKind(true).sort()).toEqual([...optional_host_permissions].sort())
})

const collected = () => {
  const manifest = manifestFor('firefox')
  if (!('browser_specific_settings' in manifest)) throw new Error('Firefox is not told what is collected')
  return manifest.browser_specific_settings.gecko.data_collection_permissions
}

test('the answers for Firefox name exactly what its manifest says is collected', () => {
  const all = named(answers['Data collection (Firefox)']!)
  const ofKind = (kind: string) => all.filter(({ only }) => only === kind).map(({ name }) => name)
  expect(ofKind('required')).toEqual(collected().required)
  expect(ofKind('optional')).toEqual(collected().optional)
  expect(all.length).toBe(collected().required.length + collected().optional.length)
})

test('Chrome and Edge are told of the same data as Firefox, in their nine classes', () => {
  const classes: Record<string, string> = {
    personalCommunications: 'Personal communications',
    authenticationInfo: 'Authentication information',
    websiteContent: 'Website content',
  }
  const rows = [
    ...answers['Data usage (Chrome, Edge)']!.matchAll(/^\| (\S.*?) +\| (yes|no) +\| \S.{9,} \|$/gm),
  ]
  expect(rows.length).toBe(9)
  const yes = rows.filter(([, , answer]) => answer === 'yes').map(([, name]) => name)
  const { required, optional } = collected()
  expect(yes.sort()).toEqual([...required, ...optional].map(name => classes[name] ?? name).sort())
  expect(answers['Remote code']).toMatch(/^No\./)
})

const languages = readdirSync(new URL('store/listing/', import.meta.url)).map(name => name.replace('.md', ''))

test('there is a listing in every language that the panel speaks', () => {
  expect(languages.sort()).toEqual(spoken.sort())
})

test.each(languages)(
  'the listing in %s has every part, in the lengths that the stores take',
  async language => {
    const listing = partsOf(read(`listing/${language}.md`))
    expect(Object.keys(listing)).toEqual([
      'Short description',
      'Description',
      'Single purpose',
      'Search terms',
    ])
    const { store, language: spoken } = (await loadWords(language)).words
    expect(spoken, 'whoever reads it can use it').toBe(language)
    expect(listing['Short description'], 'what the package itself says').toBe(store.description)
    expect([...listing['Short description']!].length).toBeLessThanOrEqual(132)
    // Edge wants 250 characters at least and takes 10,000, Chrome 16,000.
    expect(listing.Description!.length).toBeGreaterThan(250)
    expect(listing.Description!.length).toBeLessThan(10_000)
    expect(listing['Single purpose']!.length).toBeLessThanOrEqual(1000)
    const terms = listing['Search terms']!.split('\n')
    expect(terms.length).toBeLessThanOrEqual(7)
    expect(terms.join(' ').split(' ').length).toBeLessThanOrEqual(21)
    for (const term of terms) expect(term.length).toBeLessThanOrEqual(30)
  },
)

test.each(languages)('the pictures in %s have the sizes that the stores take', language => {
  const folder = new URL('store/pictures/', import.meta.url)
  const sizes = readdirSync(folder)
    .filter(name => name.startsWith(`${language}-`))
    .map(name => {
      const png = readFileSync(new URL(name, folder))
      return `${png.readUInt32BE(16)} × ${png.readUInt32BE(20)}`
    })
  expect(sizes.filter(size => size === '440 × 280').length, 'a tile').toBe(1)
  const screenshots = sizes.filter(size => size === '1280 × 800').length
  expect(screenshots).toBe(sizes.length - 1)
  expect(screenshots).toBeGreaterThanOrEqual(1)
  expect(screenshots, 'Chrome takes five').toBeLessThanOrEqual(5)
})
