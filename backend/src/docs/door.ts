import type { Operation } from '@atavus/contract/operation'
import type { OperationName } from '@atavus/contract/operations'
import { type RefusalCode, refusals } from '@atavus/contract/refusals'
import { isScope } from '@atavus/contract/rights'
import { exampleOf } from './example.ts'
import { type Html, html, withCode } from './html.ts'
import notes from './notes.json' with { type: 'json' }
import { fields, type Notes, type Schema, typeOf } from './schema.ts'

/** A door as the OpenAPI document describes it. */
export interface Described {
  parameters: { name: string; in: string; required: boolean; description?: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema?: Schema }> }>
}

const notesOf: Record<string, Notes | undefined> = notes

/** All about one door: who may come, what it takes and gives, how it says no, and an example. */
export function doorSection(
  url: string,
  name: OperationName,
  operation: Operation,
  described: Described,
): Html {
  const { method, path, summary, status } = operation
  const about: Notes = notesOf[name] ?? {}
  const body = described.requestBody?.content['application/json']?.schema
  return html`<section class="door" id="${name}">
<h3><a href="#${name}">${withCode(summary)}</a></h3>
<p class="path"><code class="method ${method}">${method.toUpperCase()}</code> <code>${path}</code></p>
<p>${whoMay(operation)}</p>
${parameters(described, about)}
${body && html`<h4>Body</h4>${fields(body, about)}`}
<h4>Answer: ${status}</h4>
${answer(described, status, about)}
${refusalList(described)}
${exampleOf(url, name)}
</section>`
}

function whoMay({ who, right }: Operation): Html {
  if (who === 'visitor')
    return html`For a visitor, by the token of their consent (<code>Authorization: Bearer</code>), on the site that it was given on.`
  if (who === 'key') return html`For an API key with the scope <code>${right ?? ''}</code>.`
  if (who === 'workspace' && right && isScope(right))
    return html`For an API key with the scope <code>${right}</code>, or a session of the dashboard that has this right.`
  return html`For anybody, on an origin that the assistant allows.`
}

const places: Record<string, string> = { path: 'in the path', query: 'in the query', header: 'header' }

function parameters({ parameters }: Described, about: Notes): Html | null {
  if (parameters.length === 0) return null
  return html`<h4>Parameters</h4><ul class="fields">${parameters.map(
    one =>
      html`<li><code class="name">${one.name}</code> <span class="type">${places[one.in]}${
        one.in === 'header' ? '' : `, ${typeOf(one.schema)}`
      }</span>${!one.required && html` <span class="optional">optional</span>`}${noteOf(one.description ?? about[one.name])}</li>`,
  )}</ul>`
}

const noteOf = (note: string | undefined): Html | undefined =>
  note ? html`<p>${withCode(note)}</p>` : undefined

function answer({ responses }: Described, status: number, about: Notes): Html {
  const content = responses[status]?.content
  if (!content) return html`<p>Without a body.</p>`
  const types = Object.keys(content)
  const schema = content['application/json']?.schema
  const asJson = schema ? fields(schema, about) : null
  const asEvents = types.includes('text/event-stream')
  return html`<p>${types.map((type, i) => html`${i > 0 && ' or '}<code>${type}</code>`)}${
    asEvents && html`: <a href="#events">events</a>`
  }</p>${asJson}`
}

/** The codes under their statuses; what each means is said once, in the table of all. */
function refusalList({ responses }: Described): Html {
  const bad = Object.entries(responses).filter(([status]) => Number(status) >= 400)
  return html`<details><summary>Refusals</summary><ul class="refusals">${bad.map(
    ([status, { description }]) =>
      html`<li>${status}: ${codesIn(description).map(
        (code, i) => html`${i > 0 && ', '}<a href="#code-${code}"><code>${code}</code></a>`,
      )}</li>`,
  )}</ul></details>`
}

const codesIn = (description: string): RefusalCode[] =>
  description.split(', ').filter((code): code is RefusalCode => code in refusals)
