import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { outside } from './page.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folders = ['backend/src', 'backend/dashboard', 'widget/src']
/** Of each way to draw, the one place that draws links elsewhere; beside it links are to our own pages. */
const components = [
  'backend/src/site/page.ts',
  'backend/dashboard/src/pieces/outside.tsx',
  'widget/src/markdown/Anchor.tsx',
]
/** Addresses that are written as a value and lead to pages of ours, or to a file that the page itself made. */
const own: Record<string, readonly string[]> = {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as the source has it
  'backend/src/site/page.ts': ['"${href}"'],
  'backend/dashboard/src/account/recovery-codes.tsx': [''],
  'backend/dashboard/src/accounts/policy.tsx': ['{policyUrl}'],
  'backend/dashboard/src/billing/invoices.tsx': ['{usageOf(invoice, billing)}'],
  'backend/dashboard/src/frame/foot.tsx': [
    '{withQuery(path, { ...Object.fromEntries(query), lang: other })}',
    '{terms.policyUrl}',
  ],
  'backend/dashboard/src/frame/side.tsx': ['{way.to}'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as the source has it
  'backend/dashboard/src/log/table.tsx': ['{`${at}/${conversation.id}`}'],
  'backend/dashboard/src/operator/search.tsx': ['{at}'],
  'backend/dashboard/src/outbox/outbox.tsx': ['{part.text}'],
  'backend/dashboard/src/pieces/back-link.tsx': ['{to}'],
  'backend/dashboard/src/pieces/deleted.tsx': [''],
  'backend/dashboard/src/pieces/downloads.tsx': ['{href}'],
  'backend/dashboard/src/pieces/tabs.tsx': ['{to}'],
  'backend/dashboard/src/privacy/record-sheet.tsx': ["{file ?? '#'}"],
  'widget/src/chat/Rights.tsx': ['{new URL(to, at).href}'],
  'widget/src/chat/Unopened.tsx': ['{page}'],
}

/** The opening tags of links in a source, whole, also where an attribute's value holds a `>`. */
function anchorsIn(text: string): string[] {
  return [...text.matchAll(/<a\s+(?=[\w{$])/g)].map(({ index }) => {
    let depth = 0
    let quoted = false
    let end = index
    for (; end < text.length && (text[end] !== '>' || depth > 0 || quoted); end++) {
      if (text[end] === '"' && depth === 0) quoted = !quoted
      if (text[end] === '{' && !quoted) depth++
      if (text[end] === '}' && !quoted) depth--
    }
    return text.slice(index, end + 1)
  })
}

/** The value of `href` as it is written; empty: it has none, or gets it from elsewhere. */
function hrefOf(anchor: string): string {
  const value = /\shref=(.*)$/s.exec(anchor)?.[1] ?? ''
  if (!value.startsWith('{')) return /^"[^"]*"|^'[^']*'|^[^\s>]+/.exec(value)?.[0] ?? ''
  let depth = 0
  for (let end = 0; end < value.length; end++) {
    if (value[end] === '{') depth++
    if (value[end] === '}' && --depth === 0) return value.slice(0, end + 1)
  }
  return value
}

/** Whether an address is written as one of this origin: a path, or a place on the page. */
const isPath = (href: string): boolean => /^(\{?["'`]|\{withQuery\(')(\/(?!\/)|#)/.test(href)

interface Anchor {
  path: string
  anchor: string
  href: string
}

async function anchors(): Promise<Anchor[]> {
  const found = await Promise.all(
    folders.map(async folder => {
      const entries = await readdir(`${root}${folder}`, { recursive: true })
      return entries
        .filter(
          path => /\.(tsx?|html)$/.test(path) && !/\.test\.|(^|\/)(testing|dist|node_modules)\b/.test(path),
        )
        .map(path => `${folder}/${path}`)
    }),
  )
  const all = await Promise.all(
    found.flat().map(async path =>
      anchorsIn(await readFile(`${root}${path}`, 'utf8')).map(anchor => ({
        path,
        anchor,
        href: hrefOf(anchor),
      })),
    ),
  )
  return all.flat()
}

const isOwn = ({ path, href }: Anchor): boolean => isPath(href) || (own[path] ?? []).includes(href)

test('P10.1 no link elsewhere is written by hand: one component of each renderer draws them all', async () => {
  const all = await anchors()
  expect(all.length).toBeGreaterThan(80)
  const byHand = all.filter(one => !isOwn(one) && !components.includes(one.path))
  expect(byHand.map(({ path, anchor }) => `${path}: ${anchor}`)).toEqual([])
  for (const path of components)
    expect([path, all.some(one => one.path === path && !isOwn(one))]).toEqual([path, true])
  const listed = Object.entries(own).flatMap(([path, hrefs]) => hrefs.map(href => ({ path, href })))
  const gone = listed.filter(one => !all.some(({ path, href }) => path === one.path && href === one.href))
  expect(gone).toEqual([])
})

test('P10.1 whatever opens in a new tab tells it nothing and gives it no hold, and each component has its mark', async () => {
  const opening = (await anchors()).filter(({ anchor }) => anchor.includes('_blank'))
  const telling = opening.filter(({ anchor }) => {
    const rel = /\srel="([^"]*)"/.exec(anchor)?.[1]?.split(' ') ?? []
    return !rel.includes('noopener') || !rel.includes('noreferrer')
  })
  expect(telling.map(({ path, anchor }) => `${path}: ${anchor}`)).toEqual([])
  const marks = ['↗', '<Icon name="outside" />', '<span class="host">']
  for (const [at, path] of components.entries())
    expect(await readFile(`${root}${path}`, 'utf8')).toContain(marks[at])
})

test.each([
  ['<a href="https://x.example" rel="noreferrer">', false],
  ['<a class="a" href={url} onClick={() => go(1 > 0)} target="_blank">', false],
  ['<a href="//x.example">', false],
  ['<a href="/privacy">', true],
  ["<a key={a > b} href={withQuery('/log', { a })}>", true],
])('P10.1 a link is told by how it is written: %s', (anchor, expected) => {
  const [found = ''] = anchorsIn(`<p>${anchor}words</a>`)
  expect(found).toBe(anchor)
  expect(isPath(hrefOf(found))).toBe(expected)
})

test('P10.1 a link elsewhere on a page that the server draws bears its mark, and what it is called is text', () => {
  const link = outside('https://x.example/?a=1&b="', '<b>')
  expect(link).toMatch(
    /^<a href="https:\/\/x\.example\/\?a=1&amp;b=&quot;" rel="noopener noreferrer external"/,
  )
  expect(link).toMatch(/&lt;b&gt; <span role="img" aria-label="[^"]+">↗<\/span><\/a>$/)
})
