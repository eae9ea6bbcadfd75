import { drawing } from './art.ts'
import { type Html, html } from './html.ts'
import type { Language } from './seed.ts'
import { service, serviceColumns } from './shelf.ts'
import { words } from './words.ts'

/** Where the chat comes from, and the public key of the shop's assistant. */
export type Site = { atavusUrl: string; key: string }

/** What a page sets on the chat's tag besides the key: `{ side: 'left' }` becomes `data-side="left"`. */
export type Look = { [attribute in 'accent' | 'side' | 'label' | 'lang' | 'hide-on']?: string }

export type Sheet = {
  language: Language
  title: string
  description: string
  main: Html
  /** Path of the same page in the other language. */
  other?: string
  look?: Look
  /** Stands in the head, after the stylesheet. */
  head?: Html
  /** False where the page's own policy forbids images. */
  icon?: false
  /** Stands at the end of the body in place of the chat's tag. */
  end?: Html
}

export const accent = '#2b5d4f'
const none: Html = html``

/** Takes the parts of a page and gives the whole document, with the chat's tag as its last element. */
export function sheet(site: Site, { language, ...page }: Sheet): Html {
  const say = words[language]
  const look = { accent, label: say.askLabel, ...(language === 'de' && { lang: 'de' }), ...page.look }
  return html`<!doctype html>
<html lang="${language}">
<head>
${headOf(page.title, page.description, page.icon)}
${page.head ?? none}
</head>
<body>
<a class="skip" href="#content">${say.toContent}</a>
${header(language, page.other ?? words[language === 'en' ? 'de' : 'en'].homePath)}
<main id="content" tabindex="-1">
${page.main}
</main>
${footer(language)}
${page.end ?? tag(site, look)}
</body>
</html>`
}

/** Gives the tag that a customer of Atavus pastes. */
export function tag({ atavusUrl, key }: Site, look: Look = {}): Html {
  const attributes = Object.entries(look).map(([name, value]) => html` data-${name}="${value}"`)
  const together = { markup: attributes.map(attribute => attribute.markup).join('') }
  return html`<script async src="${atavusUrl}/widget.js" data-key="${key}"${together}></script>`
}

export function headOf(title: string, description: string, icon = true): Html {
  return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Fennel &amp; Fjord</title>
<meta name="description" content="${description}">
<meta name="color-scheme" content="light dark">
${icon ? html`<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">` : none}
<link rel="stylesheet" href="/assets/shop.css">`
}

function header(language: Language, other: string): Html {
  const say = words[language]
  const groups = (['clothing', 'accessories', 'home'] as const).map(
    group => html`<li><a href="${say.productsPath}#${group}">${say.groups[group]}</a></li>`,
  )
  const pages = ['repair', 'stores'].map(name => item(language, name))
  const otherLanguage = language === 'en' ? 'de' : 'en'
  return html`<header class="top">
<a class="brand" href="${say.homePath}">${drawing('logo')}<span>Fennel <i>&amp;</i> Fjord</span></a>
<nav aria-label="${say.mainMenu}"><ul>${groups}${pages}</ul></nav>
<div class="tools">
<a href="${other}" hreflang="${otherLanguage}" lang="${otherLanguage}">${say.otherLanguage}</a>
<a href="${say.basketPath}">${say.basket}</a>
</div>
</header>`
}

function footer(language: Language): Html {
  const say = words[language]
  const columns = serviceColumns.map(
    (names, index) => html`<section aria-labelledby="foot-${index}">
<h2 id="foot-${index}">${say.columns[index]!}</h2>
<ul>${names.map(name => item(language, name))}</ul>
</section>`,
  )
  return html`<footer class="foot">
<div class="columns">${columns}</div>
<p class="fine"><span>${say.notReal}</span> <a href="/try" hreflang="en">${language === 'de' ? 'Ausprobieren' : 'Try the chat'}</a></p>
</footer>`
}

function item(language: Language, name: string): Html {
  const page = service(language, name)
  return html`<li><a href="${page.path}">${page.menu}</a></li>`
}
