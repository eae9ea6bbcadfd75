import { readFileSync } from 'node:fs'
import type { Language } from '../lib/language.ts'
import type { Settings } from '../settings.ts'

/** What every public page of ours is drawn with. */
export const pageStyle = readFileSync(new URL('page.css', import.meta.url), 'utf8')

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** A text as it stands in HTML, also within quotes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => entities[sign] ?? sign)

/** An address elsewhere, marked as such: it learns nothing of where somebody came from (P10.1). */
export const outside = (href: string, text: string): string =>
  `<a href="${escaped(href)}" rel="noopener noreferrer external" target="_blank">${escaped(text)} <span role="img" aria-label="(elsewhere, in a new tab)">↗</span></a>`

/** Links to what shows that promises are kept. */
export const evidence = (promises: readonly string[]): string =>
  promises.map(id => ` <a class="quiet" href="/trust#${id}"><code>${id}</code></a>`).join('')

/** A day in words, by the calendar of UTC. */
export const dayOf = (date: Date): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date)

/** A list of what is HTML already. */
export const list = (items: readonly string[]): string =>
  `<ul>${items.map(item => `<li>${item}</li>`).join('')}</ul>`

const ways = [
  { href: '/privacy', en: 'Privacy policy', de: 'Datenschutzerklärung' },
  { href: '/trust', en: 'Promises kept', de: 'Gehaltene Versprechen' },
  { href: '/requests', en: 'Ask about your data', de: 'Nach Ihren Daten fragen' },
] as const

/**
 * A page that the server draws: no script, nothing from elsewhere. `body` is HTML, `title` plain text, both in
 * `language`.
 */
export function pageOf(
  { operator }: Settings,
  at: string,
  title: string,
  body: string,
  language: Language = 'en',
): string {
  const links = ways.map(
    ({ href, [language]: name }) =>
      `<a href="${href}"${href === at ? ' aria-current="page"' : ''}>${name}</a>`,
  )
  const { name, address, contact } = operator
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Atavus</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<header><strong>Atavus</strong> ${links.join(' ')}</header>
<main>
${body}
</main>
<footer><p>${escaped(name)}, ${escaped(address)} · ${escaped(contact)}</p></footer>
</body>
</html>
`
}
