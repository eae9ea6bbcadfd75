import type { Trust } from '@atavus/contract/trust'
import type { Settings } from '../settings.ts'
import { escaped, pageOf } from '../site/page.ts'
import words from './words.json' with { type: 'json' }

type Item = Trust['promises'][number]
type State = Item['state']

/** Facts whose value is an age in seconds. */
const ages = new Set([
  'oldest',
  'oldestAddress',
  'lastCanary',
  'lastSweep',
  'slowest',
  'built',
  'checkedBuild',
  'audited',
  'oldestBackup',
  'verified',
  'median',
  'slowestAnswer',
  'oldestOpen',
])
const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** The promises and what was last seen of each, for anyone to read. */
export function trustPage(settings: Settings, trust: Trust): string {
  const chapters = Object.entries(words.chapters).map(([number, title]) => {
    const own = trust.promises.filter(({ id }) => id.startsWith(`P${number}.`))
    return `<h2 id="chapter-${number}">${number}. ${escaped(title)}</h2>\n${own.map(item => card(item, trust.at)).join('\n')}`
  })
  const body = `<h1>Promises kept</h1>
<p>What our <a href="/privacy">privacy policy</a> promises, and what the running system showed of it when it was last looked at, every few minutes. Nothing here is written by hand. <a href="/trust.json">For machines</a></p>
${summary(trust.counts)}
${chapters.join('\n')}
${honest(trust)}`
  return pageOf(settings, '/trust', 'Promises kept', body)
}

function summary(counts: Trust['counts']): string {
  const states = Object.keys(words.states) as State[]
  const figures = states.map(state => `<div><dt>${stateWord(state)}</dt><dd>${counts[state]}</dd></div>`)
  return `<dl class="figures">${figures.join('')}</dl>`
}

/** A state is told by a sign and a word, not by its colour alone. */
const stateWord = (state: State): string =>
  `<span class="state ${state}"><span aria-hidden="true">${words.signs[state]}</span> ${words.states[state]}</span>`

function card({ id, promise, enforced, state, checkedAt, facts }: Item, now: string): string {
  const age = checkedAt ? (Date.parse(now) - Date.parse(checkedAt)) / 1000 : null
  const looked = age === null ? 'not looked at yet' : `looked at ${span(age)} ago`
  return `<article class="card promise" id="${id}">
<h3>${escaped(promise)}</h3>
${stateWord(state)}
<p class="quiet">${escaped(enforced)}</p>
<dl class="facts">${facts.map(factOf).join('')}<div><dt><code>${id}</code></dt><dd>${looked}</dd></div></dl>
</article>`
}

function factOf({ fact, value }: Item['facts'][number]): string {
  const known = words.facts as Record<string, string>
  const said = ages.has(fact) ? (value === 'none' ? 'none' : span(Number(value))) : value
  const [name = fact, about] = fact.split(':')
  const title = known[name] ?? name
  return `<div><dt>${escaped(about ? `${about}: ${title}` : title)}</dt><dd>${escaped(said)}</dd></div>`
}

/** A time in its largest unit, coarsely. */
function span(seconds: number): string {
  const found = units.find(([, least]) => seconds >= least)
  if (!found) return 'less than a minute'
  const [unit, length] = found
  const count = Math.floor(seconds / length)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** What the figures do not say by themselves. */
function honest({ settings, thief, keys }: Trust): string {
  const backups = settings.backups
    ? 'Backups are made each night, encrypted, and go after 30 days. What was erased meanwhile never comes back with one.'
    : 'No backups are made on this installation.'
  const allowed =
    settings.egressAllow === '0'
      ? 'No private target is let through the egress gate.'
      : `The operator lets ${settings.egressAllow} exact targets at private addresses through the egress gate.`
  return `<h2 id="honest">What this does not mean</h2>
<p>Words that go to a model outside have placeholders in the place of what identifies people, and a way back for us: in law that is pseudonymous, not anonymous (GDPR Art. 4(5)). How somebody writes can tell who they are even where no name is left, and a recognizer misses some of what it looks for.</p>
<p>${escaped(backups)} ${escaped(allowed)}</p>
<h2 id="thief">What a thief of the database would still learn</h2>
<p>Messages are sealed under keys of their conversations, those under keys of their workspaces, those under a master key that is not in the database. With the database alone nobody reads a message, and finds no password, key or token that could be used. A thief would learn</p>
<ul>${thief.map(line => `<li>${escaped(line)}</li>`).join('')}</ul>
<h2 id="verify">Receipts</h2>
<p>Consents and deletions are confirmed by signed receipts (JWS, EdDSA). Anyone can verify one with the keys at <a href="/.well-known/jwks.json">${escaped(keys)}</a>.</p>`
}
