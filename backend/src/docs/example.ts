import { type Recorded, recorded } from '@atavus/contract/examples'
import type { OperationName } from '@atavus/contract/operations'
import { type Html, html } from './html.ts'

/** Lines of an answer that are shown at once. */
const longest = 24

/** A door's example: the request as a command, and what a backend really answered to it. */
export function exampleOf(url: string, name: OperationName): Html | null {
  const examples = recorded.filter(({ operation }) => operation === name)
  if (examples.length === 0) return null
  return html`<h4>Example</h4>${examples.map(
    example => html`<pre><code>${command(url, example)}</code></pre>
${answerTo(example)}`,
  )}`
}

/** Long ones are folded up. */
function answerTo({ status, answer }: Recorded): Html {
  if (answer === null) return html`<p>It answers ${status}, without a body.</p>`
  const text = shown(answer)
  const block = html`<pre><code>${text}</code></pre>`
  return text.split('\n').length > longest
    ? html`<details><summary>It answers ${status}</summary>${block}</details>`
    : html`<p>It answers ${status}:</p>${block}`
}

/** The request for a shell: quoted so that it takes every sign as it is. */
function command(url: string, { method, path, headers, body }: Recorded): string {
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${quoted(url + path)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${withVariables(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`--json ${quoted(JSON.stringify(body, null, 2))}`]),
  ]
  return lines.join(' \\\n  ')
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** Secrets come from the environment, not from the command's text. */
const withVariables = (text: string): string => (text.includes('$') ? `"${text}"` : quoted(text))

const shown = (answer: unknown): string =>
  typeof answer === 'string' ? answer.trimEnd() : JSON.stringify(answer, null, 2)
