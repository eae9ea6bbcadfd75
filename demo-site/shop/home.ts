import { drawing } from './art.ts'
import { type Html, html } from './html.ts'
import { type Site, sheet } from './layout.ts'
import { card } from './products.ts'
import type { Language } from './seed.ts'
import { products, service } from './shelf.ts'
import { words } from './words.ts'

const favourites = [
  'lofoten-sweater',
  'sedge-linen-shirt',
  'skerry-jacket',
  'alder-bag',
  'cairn-blanket',
  'reed-towels',
]

export function home(site: Site, language: Language): Html {
  const { home: say, ...common } = words[language]
  const promises = say.promises.map(
    ({ title, text, page }) =>
      html`<li><a href="${service(language, page).path}">${title}</a><span>${text}</span></li>`,
  )
  const cards = products(language).filter(product => favourites.includes(product.name))
  const main = html`<section class="hero" aria-labelledby="hero">
${drawing('hero')}
<div class="wide"><div class="words">
<h1 id="hero">${say.title}</h1>
<p class="lead">${say.lead}</p>
<p><a class="button" href="${common.productsPath}">${common.allProducts}</a></p>
</div></div>
</section>
<ul class="promises wide">${promises}</ul>
<section class="wide" aria-labelledby="favourites">
<h2 id="favourites">${say.favourites}</h2>
<ul class="cards">${cards.map(product => card(product, 3))}</ul>
</section>
<div class="pair wide">
<section class="panel mend" aria-labelledby="mending"><div>
<h2 id="mending">${say.mending}</h2><p>${say.mendingText}</p>
<p><a href="${service(language, 'repair').path}">${service(language, 'repair').title}</a></p></div>
${drawing('sweater')}
</section>
<section class="panel ask" aria-labelledby="asking"><div>
<h2 id="asking">${say.asking}</h2><p>${say.askingText}</p>
<p><a href="${service(language, 'sizes').path}">${service(language, 'sizes').title}</a></p></div>
${drawing('fennel')}
</section>
</div>
<section class="letter" aria-labelledby="letter"><div class="wide">
<div><h2 id="letter">${say.letter}</h2><p>${say.letterText}</p></div>
${letterForm(language)}
</div></section>`
  const other = words[language === 'en' ? 'de' : 'en'].homePath
  return sheet(site, { language, title: common.tagline, description: say.lead, other, main })
}

// The server never reads what is sent with it; see `answer.ts`.
function letterForm(language: Language): Html {
  const say = words[language]
  return html`<form action="${service(language, 'newsletter').path}" method="post">
<label for="email">${say.email}</label>
<div><input id="email" type="email" name="email" autocomplete="email" required><button>${say.subscribe}</button></div>
</form>`
}
