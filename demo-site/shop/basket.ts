import { drawing } from './art.ts'
import { type Html, html } from './html.ts'
import { type Site, sheet } from './layout.ts'
import type { Language } from './seed.ts'
import { products } from './shelf.ts'
import { euros, words } from './words.ts'

const postage = 4.9
const freeFrom = 80

/** The basket keeps nothing: what lies in it stands in the address, and only what the shop has is shown. */
export function basket(site: Site, language: Language, query: URLSearchParams): Html {
  const say = words[language]
  const product = products(language).find(one => one.name === query.get('product'))
  const choice = product?.choices.find(one => one === query.get('choice')) ?? product?.choices[0]
  const other = words[language === 'en' ? 'de' : 'en'].basketPath
  const carried = product ? `${other}?product=${product.name}` : other
  const main = html`<div class="narrow"><h1>${say.basket}</h1>${product && choice ? filled() : empty()}</div>`
  return sheet(site, { language, title: say.basket, description: say.tagline, other: carried, main })

  function empty(): Html {
    return html`<p class="lead">${say.emptyBasket}</p><p><a class="button" href="${say.productsPath}">${say.allProducts}</a></p>`
  }

  function filled(): Html {
    const { path, title, picture, price, group } = product!
    const sending = price >= freeFrom ? 0 : postage
    return html`<div class="line">
<div class="frame ${group}">${drawing(picture)}</div>
<div><h2><a href="${path}">${title}</a></h2><p>${choice!}</p><p><a href="${say.basketPath}">${say.remove}</a></p></div>
<p class="price">${euros(price, language)}</p>
</div>
<dl class="totals">
<div><dt>${say.delivery} (${say.freeFrom})</dt><dd>${euros(sending, language)}</dd></div>
<div><dt>${say.total}</dt><dd><strong>${euros(price + sending, language)}</strong></dd></div>
</dl>
<p><button disabled>${say.pay}</button></p>
<p class="note">${say.notReal}</p>`
  }
}
