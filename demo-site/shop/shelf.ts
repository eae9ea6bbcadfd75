import { type Language, type Page, type Product, readPages, type Service } from './seed.ts'

const pages: Record<Language, Page[]> = { en: readPages('en'), de: readPages('de') }

// The order in which the shop shows its things and its service pages; both name files of the seed.
const productOrder = [
  'lofoten-sweater',
  'sedge-linen-shirt',
  'skerry-jacket',
  'heron-base-layer',
  'marram-trousers',
  'alder-bag',
  'hearth-slippers',
  'pebble-socks',
  'rowan-belt',
  'cairn-blanket',
  'fennel-bedding',
  'reed-towels',
]
export const serviceColumns = [
  ['delivery', 'order-tracking', 'payment', 'gift-cards', 'newsletter'],
  ['returns', 'exchange', 'repair', 'warranty', 'contact'],
  ['sizes', 'care-wool', 'care-linen', 'care-leather', 'materials'],
  ['stores', 'wholesale', 'jobs', 'privacy', 'imprint'],
]

/** Gives all pages of a language, those of things and those of service. */
export function allPages(language: Language): Page[] {
  return pages[language]
}

/** Gives the things of the shop in the order in which they are shown. */
export function products(language: Language): Product[] {
  const found = pages[language].filter(page => page.kind === 'product')
  return found.sort((one, other) => productOrder.indexOf(one.name) - productOrder.indexOf(other.name))
}

/** Takes the name of a seed file and gives its service page. */
export function service(language: Language, name: string): Service {
  const found = pages[language].find(page => page.name === name)
  if (found?.kind !== 'service') throw new Error(`There is no service page ${name}`)
  return found
}

/** Takes a path of the shop and gives the page that stands there, if there is one. */
export function pageAt(path: string): Page | undefined {
  return [...pages.en, ...pages.de].find(page => page.path === path)
}

/** Takes a page and gives the path of the same page in the other language. */
export function translated(page: Page): string {
  const other = page.language === 'en' ? 'de' : 'en'
  const found = pages[other].find(candidate => candidate.name === page.name)
  if (!found) throw new Error(`The page ${page.name} is not translated`)
  return found.path
}
