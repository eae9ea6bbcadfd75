import { drawing } from './art.ts'
import { type Html, html, trusted } from './html.ts'
import { type Site, sheet } from './layout.ts'
import { markdown } from './markdown.ts'
import type { Language, Product } from './seed.ts'
import { products, translated } from './shelf.ts'
import { euros, words } from './words.ts'

/** One thing as a card that links to its page. Takes the level of the heading, to fit under the one above it. */
export function card(product: Product, level: 2 | 3): Html {
  const heading = trusted(`h${level}`)
  return html`<li class="card ${product.group}">
<div class="frame">${drawing(product.picture)}</div>
<${heading}><a href="${product.path}">${product.title}</a></${heading}>
<p>${product.summary}</p>
<p class="price">${euros(product.price, product.language)}</p>
</li>`
}

/** All things of the shop, group by group. */
export function listing(site: Site, language: Language): Html {
  const say = words[language]
  const groups = (['clothing', 'accessories', 'home'] as const).map(
    group => html`<section aria-labelledby="${group}">
<h2 id="${group}">${say.groups[group]}</h2>
<p class="lead">${say.groupLeads[group]}</p>
<ul class="cards ${shape(products(language).filter(product => product.group === group).length)}">${products(
      language,
    )
      .filter(product => product.group === group)
      .map(product => card(product, 3))}</ul>
</section>`,
  )
  return sheet(site, {
    language,
    title: say.allProducts,
    description: say.tagline,
    other: words[language === 'en' ? 'de' : 'en'].productsPath,
    main: html`<div class="wide"><h1>${say.allProducts}</h1>${groups}</div>`,
  })
}

// Rows of three come out even unless there are four or five things.
function shape(count: number): string {
  return count === 4 ? 'four' : count % 3 === 2 ? 'five' : 'three'
}

/** The page of one thing. The first part of its text stands beside the drawing, the sections below. */
export function productPage(site: Site, product: Product): Html {
  const say = words[product.language]
  const text = markdown(product.body).markup
  const cut = text.indexOf('<h2')
  const sections = text.slice(cut).split(/(?=<h2)/)
  const others = products(product.language).filter(other => other.name !== product.name)
  const near = [...others.filter(other => other.group === product.group), ...others].slice(0, 3)
  return sheet(site, {
    language: product.language,
    title: product.title,
    description: product.summary,
    other: translated(product),
    main: html`<article class="wide product">
<div class="frame ${product.group}">${drawing(product.picture)}</div>
<div class="buy">
<p class="crumb"><a href="${say.productsPath}#${product.group}">${say.groups[product.group]}</a></p>
${trusted(text.slice(0, cut))}
${order(product)}
</div>
<div class="facts">${sections.map(section => html`<section>${trusted(section)}</section>`)}</div>
</article>
<section class="wide" aria-labelledby="near"><h2 id="near">${say.alsoGood}</h2>
<ul class="cards">${near.map(other => card(other, 3))}</ul></section>`,
  })
}

function order(product: Product): Html {
  const say = words[product.language]
  const choices = product.choices.map(
    (choice, index) =>
      html`<label><input type="radio" name="choice" value="${choice}"${trusted(
        index === middle(product) ? ' checked' : '',
      )}><span>${choice}</span></label>`,
  )
  return html`<form class="order" action="${say.basketPath}" method="get">
<input type="hidden" name="product" value="${product.name}">
<fieldset><legend>${say.choice}</legend><div class="choices">${choices}</div></fieldset>
<button>${say.inBasket} · ${euros(product.price, product.language)}</button>
</form>`
}

function middle({ choices }: Product): number {
  return choices.length > 3 ? Math.floor((choices.length - 1) / 2) : 0
}
