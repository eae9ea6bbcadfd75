import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../pages/', import.meta.url))

/** Some 30,000 elements with 1.5 million characters. */
const longPage = () =>
  `<!doctype html><title>Long</title><main>${Array.from({ length: 10_000 }, (_, at) => `<div><p>Paragraph ${at} tells of <b>kettles</b> and of nothing but kettles, as all the others do, at some length: ${'copper '.repeat(10)}</p></div>`).join('')}</main>`

/** Somebody's site, with the pages of e2e/pages. */
export async function openSite(): Promise<{ url: string; close(): void }> {
  const server = createServer(async ({ url = '/' }, response) => {
    const name = new URL(url, 'http://site').pathname.slice(1)
    const page =
      name === 'long' ? longPage() : await readFile(`${folder}${name}.html`, 'utf8').catch(() => null)
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(page ?? '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://localhost:${port}`, close: () => void server.close() }
}
