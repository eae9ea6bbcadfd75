import { readdirSync, readFileSync } from 'node:fs'

export type Language = 'en' | 'de'
export type Group = 'clothing' | 'accessories' | 'home'

type Common = { name: string; title: string; path: string; language: Language; body: string }
export type Service = Common & { kind: 'service'; menu: string }
export type Product = Common & {
  kind: 'product'
  group: Group
  price: number
  picture: string
  choices: string[]
  summary: string
}
export type Page = Service | Product

const folder = new URL('../seed/', import.meta.url)

/**
 * Gives every page of one language from `seed/<language>/*.md`, in order of file name. A page's `name` is its file's
 * name; the same name in the other language is its translation. Prices are whole euros.
 * Throws an Error that names the file if its front matter lacks an entry.
 */
export function readPages(language: Language): Page[] {
  const files = readdirSync(new URL(`${language}/`, folder)).filter(file => file.endsWith('.md'))
  return files.sort().map(file => page(file.slice(0, -3), read(`${language}/${file}`)))
}

function read(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8')
}

function page(name: string, text: string): Page {
  const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
  const entries = new Map((front ?? '').split('\n').map(entry))
  const need = (key: string): string => {
    const value = entries.get(key)
    if (!value) throw new Error(`The seed page ${name} has no ${key}`)
    return value
  }
  const language: Language = need('language') === 'de' ? 'de' : 'en'
  const common = { name, title: need('title'), path: need('path'), language, body: body ?? '' }
  if (need('kind') === 'service')
    return { kind: 'service', ...common, menu: entries.get('menu') ?? common.title }
  return {
    kind: 'product',
    ...common,
    group: need('group') as Group,
    price: Number(need('price')),
    picture: need('picture'),
    choices: need('choices').split(', '),
    summary: need('summary'),
  }
}

function entry(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
}
