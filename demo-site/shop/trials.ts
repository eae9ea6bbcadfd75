import { type Html, html } from './html.ts'
import { accent, type Site, sheet } from './layout.ts'
import { markdown } from './markdown.ts'
import { service } from './shelf.ts'

/** The pages that make it hard for a chat to live on them, each with what is odd about it. */
export const trials = [
  {
    path: '/strict',
    title: 'Strict page',
    text: 'The strictest Content-Security-Policy that still lets the chat in: one origin for scripts and requests, trusted types, nothing inline.',
  },
  {
    path: '/hostile-css',
    title: 'Hostile stylesheet',
    text: 'Rules that reset, enlarge, rotate and hide everything on the page, the chat included if it lets them.',
  },
  {
    path: '/app',
    title: 'Single-page app',
    text: 'Drawn in the browser; each step replaces the whole body of the document and writes the history.',
  },
  { path: '/ar', title: 'Right to left', text: 'Delivery and returns in Arabic, with the chat on the left.' },
  {
    path: '/hidden',
    title: 'Hidden here',
    text: 'The tag asks not to be drawn on this path, so there is no bubble.',
  },
  {
    path: '/tag-manager',
    title: 'Tag manager',
    text: 'The tag is inserted by another script and keeps nothing but its address: the key stands in the query.',
  },
  {
    path: '/clobbered',
    title: 'Clobbered globals',
    text: 'The page changes built-in objects and has elements whose names collide with those of scripts.',
  },
] as const

export function strictPolicy({ atavusUrl }: Site): string {
  return [
    "default-src 'none'",
    `script-src ${atavusUrl}`,
    `connect-src ${atavusUrl}`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export function tryPage(site: Site): Html {
  const items = trials.map(
    ({ path, title, text }) => html`<li><h2><a href="${path}">${title}</a></h2><p>${text}</p></li>`,
  )
  return plainSheet(
    site,
    'Try the chat',
    html`<h1>Try the chat</h1>
<p class="lead">The chat sits on every page of this shop. These pages are built to get in its way.</p>
<ul class="trials">${items}</ul>`,
  )
}

export function strict(site: Site): Html {
  const main = html`<h1>A strict page</h1>
<p class="lead">This page is served with the policy below. No image, no inline style and no request to anywhere else is possible, and no script may write markup.</p>
<pre tabindex="0"><code>${strictPolicy(site).replaceAll('; ', ';\n')}</code></pre>
${markdown(lowered(service('en', 'delivery').body))}`
  return sheet(site, {
    language: 'en',
    title: 'Strict page',
    description: trials[0].text,
    icon: false,
    main: html`<div class="narrow">${main}</div>`,
  })
}

export function hostile(site: Site): Html {
  return sheet(site, {
    language: 'en',
    title: 'Hostile stylesheet',
    description: trials[1].text,
    head: html`<link rel="stylesheet" href="/assets/hostile.css">`,
    main: html`<p class="why">This page looks broken on purpose. Its stylesheet resets, enlarges, rotates and hides everything, and lays a banner over the corner. The chat must stay upright, readable and on top. <a href="/try">Back to the list</a></p>
<h1>Hostile stylesheet</h1>
<div>This block is hidden by the stylesheet.</div>
<section><h2>Kitchen towels</h2><p>Three dish towels in a fine herringbone weave, €29.</p><button type="button">A button of the page</button></section>
<aside class="banner" aria-label="Banner">A banner that wants to be above everything</aside>`,
  })
}

export function hidden(site: Site): Html {
  return plainSheet(
    site,
    'Hidden here',
    html`<h1>No bubble here</h1>
<p class="lead">The tag on this page carries <code>data-hide-on="/hidden"</code>. The script is loaded, but nothing is drawn: a checkout or a form may want that.</p>`,
    { 'hide-on': '/hidden' },
  )
}

export function tagManager(site: Site): Html {
  return sheet(site, {
    language: 'en',
    title: 'Tag manager',
    description: trials[5].text,
    main: html`<div class="narrow"><h1>Tag manager</h1>
<p class="lead">A tag manager drops attributes. On this page another script inserts the chat's script, and the key travels in the address: <code>widget.js?key=…</code>.</p></div>`,
    end: html`<script src="/tag-manager.js"></script>`,
  })
}

/** What a tag manager does: one script that inserts another and keeps none of its attributes. */
export function tagManagerScript({ atavusUrl, key }: Site): string {
  const address = JSON.stringify(`${atavusUrl}/widget.js?key=${encodeURIComponent(key)}`)
  return `const script = document.createElement('script')
script.async = true
script.src = ${address}
document.head.append(script)
`
}

export function clobbered(site: Site): Html {
  return sheet(site, {
    language: 'en',
    title: 'Clobbered globals',
    description: trials[6].text,
    head: html`<script src="/assets/clobber.js"></script>`,
    main: html`<div class="narrow"><h1>Clobbered globals</h1>
<p class="lead">Old scripts leave traces. This page wraps <code>fetch</code>, adds to the prototypes of objects and arrays, and has elements named like the globals that a script might trust.</p>
<p>Named elements: <a id="atavus" href="#atavus">atavus</a>, <a id="config" href="#config">config</a>, <a id="key" href="#key">key</a>.</p>
<form name="currentScript" data-key="atv_pk_clobbered" hidden><input name="src" value="https://elsewhere.example/widget.js"><input name="dataset"></form>
<form name="body" hidden></form>
<form name="head" hidden></form>
<form name="config" hidden><input name="key" value="atv_pk_clobbered"></form></div>`,
  })
}

/** The page on the second origin: someone copied the tag, but the assistant does not allow this address. */
export function copycat(site: Site): Html {
  return plainSheet(
    site,
    'A copied tag',
    html`<h1>A copied tag</h1>
<p class="lead">This page stands on another origin and pasted the shop's tag. The assistant allows the shop alone, so the chat must refuse to answer here.</p>`,
  )
}

function plainSheet(site: Site, title: string, main: Html, look = {}): Html {
  const page = { language: 'en' as const, title, description: title, look: { accent, ...look } }
  return sheet(site, { ...page, main: html`<div class="narrow">${main}</div>` })
}

// The text of a page that stands under another headline: each heading one level lower.
function lowered(body: string): string {
  return body.replace(/^## /gm, '### ').replace(/^# /gm, '## ')
}
