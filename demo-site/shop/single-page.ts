import { drawing } from './art.ts'
import { type Html, html } from './html.ts'
import { accent, headOf, type Site, tag } from './layout.ts'
import { markdown } from './markdown.ts'
import { products, service } from './shelf.ts'
import { euros, words } from './words.ts'

/** The empty shell of the single-page app; `assets/app.js` draws every view into a new body. */
export function shell(site: Site): Html {
  return html`<!doctype html>
<html lang="en">
<head>
${headOf('Single-page app', 'The shop, drawn in the browser')}
<script defer src="/assets/app.js"></script>
${tag(site, { accent, label: words.en.askLabel })}
</head>
<body>
<main class="narrow"><h1>Single-page app</h1><p>This view is drawn by a script. One moment, please.</p></main>
</body>
</html>`
}

/** What the app needs for its views, as JSON: the shop's things and two pages of text. */
export function views(): string {
  const items = products('en').map(({ name, title, summary, price, group, picture, body }) => ({
    path: `/app/${name}`,
    title,
    summary,
    group,
    price: euros(price, 'en'),
    picture: drawing(picture).markup,
    text: markdown(body).markup.replaceAll(/<a href="\/[^"]*">(.*?)<\/a>/g, '$1'),
  }))
  const pages = ['delivery', 'returns'].map(name => {
    const { title, body } = service('en', name)
    return { path: `/app/${name}`, title, text: markdown(body).markup }
  })
  return JSON.stringify({ groups: words.en.groups, items, pages })
}
