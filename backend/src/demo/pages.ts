import { readdir, readFile } from 'node:fs/promises'
import type { NewDocument } from '@atavus/contract/console'

/**
 * The pages of the demo shop as documents: each language's folder of Markdown files in `folder`, in the order of
 * their names. `shop` is the origin that the shop is served from. Throws an Error that names a file without a title
 * or a path.
 */
export async function readPages(folder: URL, shop: string): Promise<NewDocument[]> {
  const pages: NewDocument[] = []
  for (const language of ['en', 'de']) {
    const files = (await readdir(new URL(`${language}/`, folder))).filter(file => file.endsWith('.md'))
    for (const file of files.sort()) pages.push(pageOf(await read(folder, `${language}/${file}`), file, shop))
  }
  return pages
}

const read = (folder: URL, path: string) => readFile(new URL(path, folder), 'utf8')

function pageOf(content: string, file: string, shop: string): NewDocument {
  const [, front = '', text = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(content) ?? []
  const need = (key: string) => {
    const value = new RegExp(`^${key}:\\s*(.+)$`, 'm').exec(front)?.[1]?.trim()
    if (!value) throw new Error(`The seed page ${file} has no ${key}`)
    return value
  }
  return { title: need('title'), url: shop + need('path'), language: need('language'), text: text.trim() }
}
