import { readdirSync, readFileSync } from 'node:fs'
import { arabic } from './arabic.ts'
import { article } from './article.ts'
import { basket } from './basket.ts'
import { home } from './home.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import { type Site, sheet } from './layout.ts'
import { listing, productPage } from './products.ts'
import { pageAt } from './shelf.ts'
import { shell, views } from './single-page.ts'
import * as trial from './trials.ts'
import { words } from './words.ts'

export type Answer = { status: number; headers: Record<string, string>; body: string }

const folder = new URL('../assets/', import.meta.url)
const assets = new Map(
  readdirSync(folder).map(file => [`/assets/${file}`, readFileSync(new URL(file, folder), 'utf8')]),
)
// One request for all of them; later files may overrule earlier ones.
const styles = ['base', 'frame', 'home', 'things', 'text', 'art', 'narrow']
const stylesheet = styles
  .map(name => readFileSync(new URL(`../styles/${name}.css`, import.meta.url), 'utf8'))
  .join('\n')
assets.set('/assets/shop.css', stylesheet)
const types: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }

// The shop asks nothing of its visitors: no cookie is ever set, and nothing that is sent is read.
const common = {
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-frame-options': 'SAMEORIGIN',
}

const special: Record<string, (site: Site) => Html> = {
  '/': site => home(site, 'en'),
  '/en': site => home(site, 'en'),
  '/de': site => home(site, 'de'),
  [words.en.productsPath]: site => listing(site, 'en'),
  [words.de.productsPath]: site => listing(site, 'de'),
  '/ar': arabic,
  '/app': shell,
  '/try': trial.tryPage,
  '/strict': trial.strict,
  '/hostile-css': trial.hostile,
  '/hidden': trial.hidden,
  '/tag-manager': trial.tagManager,
  '/clobbered': trial.clobbered,
}

/** Takes a request's method and target (path and query) and gives what the shop answers to it. */
export function answerOf(site: Site, method: string, target: string): Answer {
  const { pathname, searchParams } = addressOf(target)
  const path = pathname === '/' ? '/' : pathname.replace(/\/+$/, '')
  const found = pageAt(path)
  if (method === 'POST' && found?.kind === 'service' && found.name === 'newsletter')
    return page(article(site, found, words[found.language].notKept))
  if (method !== 'GET' && method !== 'HEAD')
    return { ...plain('', 405), headers: { ...common, allow: 'GET, HEAD' } }

  const asset = assets.get(path)
  if (asset !== undefined) return plain(asset, 200, types[path.split('.').at(-1)!])
  if (path === '/app/views.json') return plain(views(), 200, 'application/json')
  if (path === '/tag-manager.js') return plain(trial.tagManagerScript(site), 200, types.js)
  if (path === '/strict')
    return page(trial.strict(site), { 'content-security-policy': trial.strictPolicy(site) })
  if (path.startsWith('/app/')) return page(shell(site))
  if (path === words.en.basketPath) return page(basket(site, 'en', searchParams))
  if (path === words.de.basketPath) return page(basket(site, 'de', searchParams))
  if (found) return page(found.kind === 'product' ? productPage(site, found) : article(site, found))
  const draw = Object.hasOwn(special, path) ? special[path] : undefined
  return draw ? page(draw(site)) : { ...page(missing(site, path)), status: 404 }
}

/** Every path of the second origin shows the same page, with the shop's tag on it. */
export function copycatAnswer(site: Site, method: string, target: string): Answer {
  const wanted = target.split('?')[0]!
  return wanted.startsWith('/assets/') ? answerOf(site, method, target) : page(trial.copycat(site))
}

// Only the path and the query count; a target that is no address at all is one that does not exist.
function addressOf(target: string): URL {
  const [path, ...query] = target.split('?')
  const address = new URL('http://shop.invalid')
  address.pathname = path!.replace(/^\/+/, '/')
  address.search = query.join('?')
  return address
}

function page(drawn: Html, headers: Record<string, string> = {}): Answer {
  return {
    status: 200,
    headers: { ...common, 'content-type': 'text/html; charset=utf-8', ...headers },
    body: drawn.markup,
  }
}

function plain(body: string, status: number, type = 'text/plain'): Answer {
  return { status, headers: { ...common, 'content-type': `${type}; charset=utf-8` }, body }
}

function missing(site: Site, path: string): Html {
  const language = path.startsWith('/de') ? 'de' : 'en'
  const say = words[language]
  return sheet(site, {
    language,
    title: say.missing,
    description: say.missing,
    main: html`<div class="narrow"><h1>${say.missing}</h1><p class="lead">${say.missingText}</p>
<p><a class="button" href="${say.productsPath}">${say.back}</a></p></div>`,
  })
}
