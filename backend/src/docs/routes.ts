import { readFileSync } from 'node:fs'
import type { Hono } from 'hono'
import type { Door } from '../lib/door.ts'
import { pageHeaders } from '../lib/headers.ts'
import type { Settings } from '../settings.ts'
import { docsPage } from './page.ts'

const style = readFileSync(new URL('docs.css', import.meta.url), 'utf8')

/** The API's page at `/docs`: made once from the contract, without a script, in nothing but our own files. */
export function openDocs(app: Hono<Door>, settings: Settings): void {
  const page = docsPage(settings.url, { plans: settings.stripe !== undefined })
  app.get('/docs', c => {
    pageHeaders(c.header.bind(c))
    return c.html(page)
  })
  app.get('/docs.css', c => {
    c.header('Cache-Control', 'public, max-age=300')
    return c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' })
  })
}
