import type { Hono } from 'hono'
import type { Door } from '../lib/door.ts'
import type { Settings } from '../settings.ts'
import { buildAge } from './build.ts'

/** What of an app a look needs. */
type App = Pick<Hono<Door>, 'request'>

/** The app that was made of which settings: a look asks it as a browser would, and has nothing else of it. */
const apps = new WeakMap<Settings, App>()

/** Lets looks ask an app; the last one that was made of the settings is the one that is asked. */
export function keepServed(settings: Settings, app: App): void {
  apps.set(settings, app)
}

/** The pages that anyone may open, but the dashboard's own, which is there once it is built. */
const paths = ['/trust', '/docs', '/privacy', '/requests', '/your-data'] as const

export interface ServedPage {
  path: string
  status: number
  headers: Headers
  html: string
}

/** Our pages as they are served just now; throws when no app was made of the settings: then nobody can tell. */
export async function servedPages({
  settings,
  now,
}: {
  settings: Settings
  now(): Date
}): Promise<ServedPage[]> {
  const all = (await buildAge(now())) === null ? paths : ['/', ...paths]
  return Promise.all(all.map(path => askedFor(settings, path, 'https')))
}

/** One page, asked for over TLS (by the first proxy that is trusted, where there is one) or in the clear. */
export async function askedFor(
  settings: Settings,
  path: string,
  scheme: 'https' | 'http',
): Promise<ServedPage> {
  const app = apps.get(settings)
  if (!app) throw new Error('no app to ask')
  const headers = { host: new URL(settings.url).host, 'x-forwarded-proto': scheme }
  const answer = await app.request(path, { headers }, throughProxy(settings))
  return { path, status: answer.status, headers: answer.headers, html: await answer.text() }
}

/** A request comes from the network as from the first trusted proxy, which is believed in what scheme it came by. */
function throughProxy({ trustedProxies: [first = '127.0.0.1'] }: Settings) {
  return { incoming: { socket: { remoteAddress: first.split('/')[0] ?? first } } }
}
