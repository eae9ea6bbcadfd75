import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../pages/', import.meta.url))

/** Some 30,000 elements with 1.5 million characters. */
const longPage = () =>
  `<!doctype html><title>Long</title><main>${Array.from({ length: 10_000 }, (_, at) => `<div><p>Paragraph ${at} tells of <b>kettles</b> and of nothing but kettles, as all the others do, at some length: ${'copper '.repeat(10)}</p></div>`).join('')}</main>`

/** Some five million characters. */
const vastPage = () =>
  `<!doctype html><title>Vast</title><main>${Array.from({ length: 50_000 }, (_, at) => `<p>Paragraph ${at} of a page that hardly ends: ${'copper kettle '.repeat(5)}</p>`).join('')}</main>`

const paper = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF`

const made: Record<string, () => string> = {
  long: longPage,
  vast: vastPage,
  'paper.pdf': () => paper,
  paper: () => paper,
}

/** Somebody's site, with the pages of e2e/pages, each also by longer addresses that begin with its name. */
export async function openSite(): Promise<{ url: string; close(): void }> {
  const server = createServer(async ({ url = '/' }, response) => {
    const name = new URL(url, 'http://site').pathname.split('/')[1] ?? ''
    const page = made[name]?.() ?? (await readFile(`${folder}${name}.html`, 'utf8').catch(() => null))
    const kind = page === paper ? 'application/pdf' : 'text/html; charset=utf-8'
    response.writeHead(page ? 200 : 404, { 'content-type': kind }).end(page ?? '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://localhost:${port}`, close: () => void server.close() }
}
