import { type ProcessorEntry, transfers } from '../egress/processors.ts'
import type { Basis, Category } from '../privacy/data-map.ts'
import { bases, byCategory, type CategoryEntry, purposes, registerOf } from '../privacy/register.ts'
import type { Settings } from '../settings.ts'
import { escaped, evidence, list } from './page.ts'

/**
 * What stands under every version, since the law demands it (GDPR Art. 13, 28, 30) and the running system knows it: no
 * text that an operator writes can leave it out. HTML.
 */
export function demanded(settings: Settings): string {
  const { processors, cookies, measures } = registerOf(settings)
  const safe = Object.values(measures).map(({ words, promises }) => `${escaped(words)} ${evidence(promises)}`)
  return `<h2 id="responsible">Who is responsible, and what you may ask</h2>
${responsible(settings)}
<section class="register">
<h2 id="register">What is held, why, and for how long</h2>
<p>This part is drawn from the register that the database itself is checked against: a column that is not in it stops the build. <a href="/privacy/register.json">For machines</a></p>
${byCategory(settings).map(categoryCard).join('\n')}
<h2 id="processors">Who gets data</h2>
${table('Who gets data', ['Who', 'What for', 'What they get', 'Where', 'In use'], processors.map(processorRow))}
<p>Where an owner has events of their workspace sent to an address of their own (webhooks), or lets an assistant’s picture be fetched from one, that address is the owner’s choice. What is sent are ids and fixed words, never what somebody said.</p>
</section>
<h2 id="cookies">Cookies</h2>
${table(
  'Cookies',
  ['Cookie', 'What for', 'How long'],
  cookies.map(({ name, purpose, lasts }) => [`<code>${name}</code>`, escaped(purpose), escaped(lasts)]),
)}
<p>All are for signing in, on this origin alone; the widget sets none on any site. Nothing needs your consent, so there is no banner. A browser that asks not to be tracked or sold (<a href="/.well-known/gpc.json">Sec-GPC</a>) is heeded.</p>
<h2 id="measures">How it is kept safe</h2>
${list(safe)}`
}

function responsible({ operator }: Settings): string {
  return `<p>For accounts: ${escaped(operator.name)}, ${escaped(operator.address)}; ${escaped(operator.contact)}. For a chat on a site: the owner of that site, whom the chat’s notice names; we are their processor (GDPR Art. 28).</p>
<p>You may see, take along, correct and erase what is held about you, have its use restricted, object to each purpose, and withdraw consent at any time, which does not make unlawful what was done before. In the chat’s menu, in your account, or by writing to us. You may complain to a supervisory authority (Art. 77), for one to that of where you live.</p>
<p>An e-mail address, a username and a password must be given to have an account, and nothing to chat but what you write. No decision about anybody is made by a machine alone (Art. 22).</p>`
}

/** A category in full sentences: what it is, what for, on which ground, who gets it, and until when. */
function categoryCard({
  category,
  words,
  purposes: why,
  bases: grounds,
  terms,
  tables,
  recipients,
}: CategoryEntry): string {
  const sentences = [
    `It is kept ${inWords(why.map(purpose => purposes[purpose]))}.`,
    `It rests on ${inWords(grounds.map(basisOf))}.`,
    recipients.length
      ? `Of those below, ${inWords(recipients)} may get some of it.`
      : 'It stays on this server.',
  ]
  return `<div class="card" id="${category satisfies Category}"><h3>${escaped(words)}</h3>
<p>${sentences.map(escaped).join(' ')}</p>
<details><summary>How long</summary>${list(terms.map(escaped))}<p class="quiet">${escaped(tables.join(', '))}</p></details></div>`
}

const basisOf = (basis: Basis): string =>
  basis === 'no personal data' ? 'nothing where nobody can be known by it' : `${bases[basis]} (${basis} GDPR)`

const joined = new Intl.ListFormat('en-GB')
const inWords = (parts: readonly string[]): string => joined.format(parts)

function processorRow({ name, does, gets, country, transfer, used }: ProcessorEntry): string[] {
  const place = country === 'here' ? 'this server' : named(country)
  const where = transfer === null ? place : `${place}; ${transfers[transfer]}`
  return [
    ...[name, does, gets, where].map(escaped),
    used === null ? 'only if one answers there' : used ? 'yes' : 'no',
  ]
}

const regions = new Intl.DisplayNames('en-GB', { type: 'region' })
function named(country: string | null): string {
  if (country === null) return 'not stated by the operator'
  return /^[A-Z]{2}$/.test(country) ? (regions.of(country) ?? country) : country
}

/** Rows of HTML under plain headings; where it is wider than the page it is moved by keys, too. */
function table(name: string, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = headings.map(text => `<th scope="col">${text}</th>`).join('')
  const body = rows.map(cells => `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`).join('\n')
  return `<div class="scrolls" tabindex="0" role="region" aria-label="${name}"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}
