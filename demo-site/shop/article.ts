import { type Html, html } from './html.ts'
import { type Site, sheet } from './layout.ts'
import { markdown } from './markdown.ts'
import type { Service } from './seed.ts'
import { service, serviceColumns, translated } from './shelf.ts'
import { words } from './words.ts'

/** A service page: its text, and beside it the way to the others. `note` stands above the text. */
export function article(site: Site, page: Service, note?: string): Html {
  const { language } = page
  const say = words[language]
  const text = markdown(page.body)
  const first = /<p>(.+?)<\/p>/.exec(text.markup)?.[1]?.replace(/<[^>]+>/g, '') ?? page.title
  return sheet(site, {
    language,
    title: page.title,
    description: plain(first),
    other: translated(page),
    main: html`<div class="wide article">
<article>${note ? html`<p class="note" role="status">${note}</p>` : html``}${text}</article>
<nav class="beside" aria-label="${say.service}">${serviceColumns.map(
      (names, index) =>
        html`<p class="heading">${say.columns[index]!}</p><ul>${names.map(name => item(name))}</ul>`,
    )}</nav>
</div>`,
  })

  function item(name: string): Html {
    const other = service(language, name)
    if (other === page) return html`<li><a href="${other.path}" aria-current="page">${other.menu}</a></li>`
    return html`<li><a href="${other.path}">${other.menu}</a></li>`
  }
}

function plain(markup: string): string {
  return markup.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}
