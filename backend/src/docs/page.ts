import { readFileSync } from 'node:fs'
import { billingRefusals } from '@atavus/contract/billing-operations'
import { ChatEvent } from '@atavus/contract/events'
import { openapi } from '@atavus/contract/openapi'
import { type RefusalCode, refusals } from '@atavus/contract/refusals'
import { z } from 'zod'
import { usualLimits } from '../limits/rules.ts'
import { outside } from '../site/page.ts'
import codes from './codes.json' with { type: 'json' }
import { type Described, doorSection } from './door.ts'
import told from './events.json' with { type: 'json' }
import { type Group, openGroups, sessionGroups } from './groups.ts'
import { type Html, html, withCode } from './html.ts'
import { fields, type Notes, type Schema } from './schema.ts'

const intro = readFileSync(new URL('intro.html', import.meta.url), 'utf8')

const chapters = [
  ['first-steps', 'First steps'],
  ['authentication', 'Authentication'],
  ['consent', 'Consent first'],
  ['errors', 'Errors'],
  ['pages', 'Pages of lists'],
  ['idempotency', 'Safe to repeat'],
  ['limits', 'Limits'],
  ['events', 'Streaming'],
  ['about-webhooks', 'Webhooks'],
] as const

/** The whole page about the API of the backend at `url`; where it has no `plans`, nothing on it speaks of them. */
export function docsPage(url: string, offered: { plans: boolean }): string {
  const paths = openapi(url, offered).paths as Record<string, Record<string, Described>>
  const rooms = roomsIn(paths)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Atavus</title>
<link rel="stylesheet" href="/docs.css">
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header><p><a href="/">Atavus</a></p><h1>API</h1></header>
<div class="columns">
${contents(rooms)}
<main id="content">
${introduction(url, offered)}
${openGroups.map(group => groupSection(url, group, paths))}
${dashboardSection(rooms)}
</main>
</div>
</body>
</html>
`.markup
}

/** The dashboard's doors that are described. */
const roomsIn = (paths: Record<string, Record<string, Described>>): Group[] =>
  sessionGroups
    .map(group => ({
      ...group,
      doors: group.doors.filter(([, { path, method }]) => paths[path]?.[method]),
    }))
    .filter(({ doors }) => doors.length > 0)

function contents(rooms: Group[]): Html {
  const link = (id: string, title: string | Html[]) => html`<li><a href="#${id}">${title}</a></li>`
  return html`<nav aria-label="Contents"><ul>${chapters.map(([id, title]) => link(id, title))}</ul>
${openGroups.map(
  ({ id, title, doors }) =>
    html`<details><summary>${title}</summary><ul>${link(id, 'All of it')}${doors.map(([name, { summary }]) =>
      link(name, withCode(summary.split(/[;:,]/)[0] ?? summary)),
    )}</ul></details>`,
)}
<details><summary>Dashboard</summary><ul>${rooms.map(({ id, title }) => link(id, title))}</ul></details></nav>`
}

/** Our own words from a file, with what is filled in between braces. */
function introduction(url: string, offered: { plans: boolean }): Html {
  const { apiKey, visitor } = usualLimits
  const values: Record<string, string> = {
    url: html`${url}`.markup,
    codes: codeTable(offered).markup,
    events: eventList().markup,
    standardWebhooks: outside('https://www.standardwebhooks.com/', 'Standard Webhooks'),
    keyBurst: String(apiKey.burst),
    keyEvery: String(apiKey.every * 1000),
    keyWindow: String(Math.ceil(apiKey.burst * apiKey.every)),
    personBurst: String(visitor.burst),
    personEvery: String(visitor.every * 1000),
  }
  return { markup: intro.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole) }
}

function codeTable({ plans }: { plans: boolean }): Html {
  const all = Object.entries(codes) as [RefusalCode, string][]
  const rows = all.filter(([code]) => plans || !billingRefusals.includes(code))
  return html`<table><thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">What it means</th></tr></thead>
<tbody>${rows.map(
    ([code, meaning]) =>
      html`<tr id="code-${code}"><td>${refusals[code]}</td><td><code>${code}</code></td><td>${withCode(meaning)}</td></tr>`,
  )}</tbody></table>`
}

function eventList(): Html {
  const { oneOf = [], anyOf = oneOf } = z.toJSONSchema(ChatEvent) as Schema
  const about: Record<string, Notes | undefined> = told
  return html`${anyOf.map(event => {
    const type = String(event.properties?.type?.const)
    return html`<h3><code>${type}</code></h3>${about[type]?.event && html`<p>${withCode(about[type].event)}</p>`}${fields(event, about[type])}`
  })}`
}

function groupSection(
  url: string,
  { id, title, doors }: Group,
  paths: Record<string, Record<string, Described>>,
): Html {
  return html`<section id="${id}"><h2><a href="#${id}">${title}</a></h2>
${doors.map(([name, operation]) => {
  const described = paths[operation.path]?.[operation.method]
  return described && doorSection(url, name, operation, described)
})}</section>`
}

/** What only the dashboard's sessions open: named, so that nobody looks for it elsewhere. */
function dashboardSection(rooms: Group[]): Html {
  return html`<section id="dashboard"><h2><a href="#dashboard">Dashboard</a></h2>
<p>These doors are for people who are signed in; no API key opens them. They are part of the <a href="/openapi.json">OpenAPI document</a>.</p>
${rooms.map(
  ({ id, title, doors }) =>
    html`<h3 id="${id}">${title}</h3><ul class="short">${doors.map(
      ([name, { method, path, summary }]) =>
        html`<li id="${name}"><code class="method ${method}">${method.toUpperCase()}</code> <code>${path}</code><span>${withCode(summary)}</span></li>`,
    )}</ul>`,
)}</section>`
}
