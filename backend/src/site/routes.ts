import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, Hono } from 'hono'
import type { Door } from '../lib/door.ts'
import { pageHeaders } from '../lib/headers.ts'
import { Refusal } from '../lib/refusal.ts'
import { registerOf } from '../privacy/register.ts'
import type { World } from '../world.ts'
import { pageStyle } from './page.ts'
import { policyPage, versionBytes, versionPage, versionsPage } from './policy.ts'

const year = 'public, max-age=31536000, immutable'

/** What the builds have made. */
export interface SiteFolders {
  widget: URL
  dashboard: URL
}

const built: SiteFolders = {
  widget: new URL('../../../widget/dist/', import.meta.url),
  dashboard: new URL('../../dashboard/dist/', import.meta.url),
}

/** The files that browsers load: the widget for other sites, the dashboard and the policy for our own. */
export function openSite(app: Hono<Door>, world: Place, folders = built): void {
  const widgetFile = widgetFiles(folders.widget)
  const assets = serveStatic<Door>({ root: fileURLToPath(folders.dashboard), precompressed: true })
  let page: Promise<string> | undefined
  app.use('/widget.js', widgetFile('public, max-age=300'))
  app.get('/widget/:file{[A-Za-z0-9_-]+\\.(js|css)}', widgetFile(year), async c => {
    // A page that was opened before an update asks for a chunk that is gone: the present one serves it as well.
    c.header('Cache-Control', 'no-store')
    return c.redirect(`/${await presentChunk(folders.widget, c.req.param('file') ?? '')}`)
  })
  app.get('/assets/:file{[A-Za-z0-9._-]+}', async (c, next) => {
    c.header('Cross-Origin-Resource-Policy', 'same-origin')
    c.header('Cache-Control', year)
    return assets(c, next)
  })
  openPolicyPages(app, world)
  app.get('*', async c => {
    if (/^\/(v1|widget|assets|\.well-known)(\/|$)/.test(c.req.path)) throw new Refusal('not_found')
    pageHeaders(c.header.bind(c))
    page ??= readFile(new URL('index.html', folders.dashboard), 'utf8')
    return c.html(await page)
  })
}

type Place = Pick<World, 'settings' | 'policy'>

/** The privacy policy in its versions, and what of it machines read. */
function openPolicyPages(app: Hono<Door>, world: Place): void {
  const page = (draw: (hash: string) => string | undefined) => (c: Context<Door>) => {
    const html = draw(c.req.param('hash') ?? '')
    if (html === undefined) throw new Refusal('not_found')
    pageHeaders(c.header.bind(c))
    return c.html(html)
  }
  app.get('/page.css', c => c.body(pageStyle, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  app.get(
    '/privacy',
    page(() => policyPage(world)),
  )
  app.get(
    '/privacy/versions',
    page(() => versionsPage(world)),
  )
  app.get('/privacy/register.json', c => c.json(registerOf(world.settings)))
  app.get(
    '/privacy/:hash{[0-9a-f]{64}}',
    page(hash => versionPage(world, hash)),
  )
  app.get('/privacy/:file{[0-9a-f]{64}[.]json}', c => {
    const bytes = versionBytes(world, c.req.param('file').slice(0, 64))
    if (bytes === undefined) throw new Refusal('not_found')
    return c.body(bytes, 200, { 'Content-Type': 'application/json', 'Cache-Control': year })
  })
  // Global Privacy Control (W3C): what a browser asks by Sec-GPC is heeded.
  app.get('/.well-known/gpc.json', c =>
    c.json({ gpc: true, lastUpdate: world.policy.now().publishedAt.toISOString().slice(0, 10) }),
  )
}

/** Any site may load these: the script by its tag, the chunks by `import()`, which asks by CORS. */
function widgetFiles(folder: URL) {
  const files = serveStatic<Door>({ root: fileURLToPath(folder), precompressed: true })
  return (caching: string) => async (c: Parameters<typeof files>[0], next: () => Promise<void>) => {
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('Cache-Control', caching)
    return files(c, next)
  }
}

/** The chunk of that name as the widget's build names it now; the chat's own where there is none. */
async function presentChunk(folder: URL, asked: string): Promise<string> {
  const sizes = JSON.parse(await readFile(new URL('sizes.json', folder), 'utf8')) as {
    files: { name: string }[]
  }
  const named = (name: string) => sizes.files.find(file => file.name.startsWith(`widget/${name}-`))
  const chunk = named(asked.split('-')[0] ?? '') ?? named('chat')
  if (!chunk) throw new Refusal('not_found')
  return chunk.name
}
