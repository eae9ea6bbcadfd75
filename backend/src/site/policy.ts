import { wordingBytes } from '../policy/content.ts'
import type { PolicyRow } from '../policy/queries.ts'
import { isOutdated } from '../policy/text.ts'
import type { World } from '../world.ts'
import { dayOf, escaped, list, pageOf } from './page.ts'
import { demanded } from './register.ts'
import { chaptersOf } from './wording.ts'

type Place = Pick<World, 'settings' | 'policy'>

/** The policy that holds, with what the law demands beneath it, drawn from the register. */
export function policyPage({ settings, policy }: Place): string {
  const [latest] = policy.all()
  if (!latest) throw new Error('no policy is published')
  const note = isOutdated(latest, settings.operator)
    ? '<p class="card">Who runs this platform is not as it was when this version was published. Today’s names stand <a href="#responsible">beneath it</a>.</p>'
    : ''
  const body = `${note}${versionOf({ settings, policy }, latest)}
<p class="dated"><a href="/privacy/versions">All versions</a> · <a href="/privacy/${latest.hash}"><code>${latest.hash.slice(0, 12)}</code></a></p>
${demanded(settings)}`
  return pageOf(settings, '/privacy', 'Privacy policy', body)
}

/** A version as it was, at the address of its wording, which does not move; undefined: there is none. */
export function versionPage(place: Place, hash: string): string | undefined {
  const { settings } = place
  const row = versionAt(place, hash)
  if (!row) return undefined
  const beneath = stateOf(place, row) === 'over' ? '' : `${notPart}\n${demanded(settings)}`
  const body = `${noteOf(place, row)}${versionOf(place, row)}${proofOf(place, row)}\n${beneath}`
  return pageOf(settings, '', 'Privacy policy', body)
}

/** The bytes whose SHA-256 is a version's address; undefined: there is none. */
export function versionBytes(place: Place, hash: string): string | undefined {
  const row = versionAt(place, hash)
  return row && wordingBytes(row)
}

/** Of several with the same wording, the latest. */
const versionAt = ({ policy }: Place, hash: string) => policy.all().find(one => one.hash === hash)

export function versionsPage({ settings, policy }: Place): string {
  const items = policy.all().map(({ version, hash, publishedAt, summary, significant }) => {
    const what = summary ? `: ${escaped(summary)}` : ''
    const told = significant && version > 1 ? ' <strong>Told to everybody.</strong>' : ''
    return `<a href="/privacy/${hash}">Version ${version}</a>, ${dayOf(publishedAt)}${what}${told}<br><code>${hash}</code>`
  })
  const text =
    'Each version is known by the SHA-256 of all that it says and stays at its address for ever; its page leads to the bytes themselves. One that goes back to former words has their address.'
  return pageOf(
    settings,
    '',
    'Versions of the privacy policy',
    `<h1>Versions</h1><p>${text}</p>${list(items)}`,
  )
}

/** `substance`: what was published since changed nothing significant, so what was agreed to is still what holds. */
function stateOf({ policy }: Place, { version }: PolicyRow): 'latest' | 'substance' | 'over' {
  if (version === policy.now().version) return 'latest'
  const significant = policy.all().find(one => one.significant)
  return version >= (significant?.version ?? version) ? 'substance' : 'over'
}

function noteOf(place: Place, row: PolicyRow): string {
  const { version } = place.policy.now()
  const notes = {
    latest: `This is the version that holds. <a href="/privacy">The policy at its usual address</a>`,
    substance: `The substance of this version still holds: nothing significant has changed since. <a href="/privacy">The latest wording is version ${version}</a>`,
    over: `This version holds no more. <a href="/privacy">The one that does</a>, with <a href="/privacy#responsible">who is responsible and what you may ask</a> and <a href="/privacy#processors">who gets data</a>`,
  }
  return `<p class="card">${notes[stateOf(place, row)]}</p>`
}

function versionOf(
  { settings, policy }: Place,
  { version, hash, publishedAt, ...wording }: PolicyRow,
): string {
  const { content, operator } = wording
  const others = policy.all().filter(one => one.hash === hash && one.version !== version)
  const also = others.map(one => `version ${one.version} of ${dayOf(one.publishedAt)}`)
  const same = also.length ? ` · The same words as ${also.join(' and ')}` : ''
  const kept = operator
    ? ''
    : '<p class="dated">Who ran the platform then was not kept with this version: the names in it are today’s.</p>'
  return `<h1>${escaped(content.title)}</h1>
<p class="dated">Version ${version} · Last updated ${dayOf(publishedAt)}${same}</p>
${kept}${chaptersOf(content, operator ?? settings.operator)}`
}

const notPart =
  '<p class="dated">What follows is not part of them: it is drawn from the running system as it is today.</p>'

/** How anyone can see that the words are those of their address. */
const proofOf = ({ settings }: Place, { hash }: PolicyRow): string =>
  `<p class="dated">The address of this page is the SHA-256 of <a href="/privacy/${hash}.json">exactly these bytes</a>, from which the words above are drawn. To check it: <code>curl -s ${escaped(settings.url)}/privacy/${hash}.json | sha256sum</code> says <code>${hash}</code>.</p>`
