import type { PolicyContent } from '@atavus/contract/policy'
import type { ProcessorEntry } from '../egress/processors.ts'
import type { PolicyRow } from '../policy/queries.ts'
import { byCategory, purposes, registerOf } from '../privacy/register.ts'
import type { Settings } from '../settings.ts'
import type { World } from '../world.ts'
import { escaped, pageOf } from './page.ts'

type Place = Pick<World, 'settings' | 'policy'>

const day = (date: Date): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date)
const list = (items: readonly string[]): string =>
  `<ul>${items.map(item => `<li>${item}</li>`).join('')}</ul>`

/** The policy that holds, with what the law demands beneath it, drawn from the register. */
export function policyPage({ settings, policy }: Place): string {
  const [latest] = policy.all()
  if (!latest) throw new Error('no policy is published')
  const body = `${versionOf(settings, latest)}
<p class="dated"><a href="/privacy/versions">All versions</a> · <code>${latest.hash.slice(0, 12)}</code></p>
${demanded(settings)}`
  return pageOf(settings, '/privacy', 'Privacy policy', body)
}

/** A former version as it was, or undefined. The one that holds has its own address, too: content does not move. */
export function formerPage({ settings, policy }: Place, hash: string): string | undefined {
  const row = policy.all().find(one => one.hash === hash)
  if (!row) return undefined
  const holds = policy.now().hash === hash
  const note = holds
    ? '<p class="card">This is the version that holds. <a href="/privacy">The policy with everything that is drawn from the running system</a></p>'
    : '<p class="card">This version holds no more. <a href="/privacy">The one that does</a></p>'
  return pageOf(
    settings,
    '',
    'Privacy policy',
    `${note}${versionOf(settings, row)}<p class="dated"><code>${row.hash}</code></p>`,
  )
}

export function versionsPage({ settings, policy }: Place): string {
  const items = policy.all().map(({ version, hash, publishedAt, summary, significant }) => {
    const what = summary ? `: ${escaped(summary)}` : ''
    const told = significant && version > 1 ? ' <strong>Told to everybody.</strong>' : ''
    return `<a href="/privacy/${hash}">Version ${version}</a>, ${day(publishedAt)}${what}${told}<br><code>${hash}</code>`
  })
  const text = 'Each version is known by the SHA-256 of its content and stays at its address for ever.'
  return pageOf(
    settings,
    '',
    'Versions of the privacy policy',
    `<h1>Versions</h1><p>${text}</p>${list(items)}`,
  )
}

function versionOf({ operator }: Settings, { version, publishedAt, content }: PolicyRow): string {
  return `<h1>${escaped(content.title)}</h1>
<p class="dated">Version ${version} · Last updated ${day(publishedAt)}</p>
${chapters(content, { ...operator, operator: operator.name })}`
}

/** Each sentence bears the promises that it makes, so that it leads to the evidence for them. */
function chapters({ chapters }: PolicyContent, values: Record<string, string>): string {
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  return chapters
    .map(({ title, sentences }, at) => {
      const mapped = sentences.some(({ promises }) => promises.length > 0)
      const paragraphs = mapped
        ? `<p>${sentences.map(({ text, promises }) => `${escaped(filled(text))}${evidence(promises)}`).join(' ')}</p>`
        : sentences.map(({ text }) => `<p>${escaped(filled(text)).replaceAll('\n', '<br>')}</p>`).join('\n')
      return `<h2>${at + 1}. ${escaped(title)}</h2>\n${paragraphs}`
    })
    .join('\n')
}

const evidence = (promises: readonly string[]): string =>
  promises.map(id => ` <a class="quiet" href="/trust#${id}"><code>${id}</code></a>`).join('')

/** What stands under every version, since the law demands it (GDPR Art. 13, 30) and the running system knows it. */
function demanded(settings: Settings): string {
  const { operator } = settings
  const { processors, cookies } = registerOf(settings)
  const cookieRows = cookies.map(({ name, purpose, lasts }) => [`<code>${name}</code>`, purpose, lasts])
  return `<h2 id="register">What is held, why, and for how long</h2>
<p>This part is drawn from the register that the database itself is checked against: a column that is not in it stops the build. <a href="/privacy/register.json">For machines</a></p>
${byCategory().map(categoryCard).join('\n')}
<h2 id="processors">Who gets data</h2>
<div class="scrolls"><table><thead><tr><th>Who</th><th>What for</th><th>What they get</th><th>Where</th><th>In use</th></tr></thead>
<tbody>${processors.map(processorRow).join('')}</tbody></table></div>
<h2 id="cookies">Cookies</h2>
<div class="scrolls"><table><thead><tr><th>Cookie</th><th>What for</th><th>How long</th></tr></thead>
<tbody>${cookieRows.map(cells => `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`).join('')}</tbody></table></div>
<p>All are for signing in, on this origin alone. Nothing needs your consent, so there is no banner. A browser that asks not to be tracked or sold (<a href="/.well-known/gpc.json">Sec-GPC</a>) is heeded.</p>
<h2 id="rights">Who is responsible, and what you may ask</h2>
<p>For accounts: ${escaped(operator.name)}, ${escaped(operator.address)}; ${escaped(operator.contact)}. For a chat on a site: the owner of that site, whom the chat’s notice names; we are their processor (GDPR Art. 28).</p>
<p>You may see, take along, correct and erase what is held about you, object to each purpose, and withdraw consent, in the chat’s menu or in your account. You may complain to a supervisory authority (Art. 77), for one that of where you live.</p>`
}

function categoryCard({
  words,
  purposes: why,
  bases,
  terms,
  tables,
}: ReturnType<typeof byCategory>[number]): string {
  const grounds = bases.map(basis => (basis.startsWith('Art.') ? `${basis} GDPR` : basis)).join('; ')
  return `<div class="card"><h3>${escaped(words)}</h3>
<p>${escaped(why.map(purpose => purposes[purpose]).join(', '))}. <span class="quiet">${escaped(grounds)}.</span></p>
<details><summary>How long</summary>${list(terms.map(escaped))}<p class="quiet">${escaped(tables.join(', '))}</p></details></div>`
}

function processorRow({ name, does, gets, country, transfer, used }: ProcessorEntry): string {
  const place = [country, transfer].filter(part => part !== null).map(escaped)
  const cells = [escaped(name), escaped(does), escaped(gets), place.join('; '), used ? 'yes' : 'no']
  return `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`
}
