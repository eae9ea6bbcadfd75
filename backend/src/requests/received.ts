import type { Erased } from '@atavus/contract/chat'
import { requestKinds } from '@atavus/contract/requests'
import type { Policies } from '../assistants/policies.ts'
import { shareConsents } from '../consent/queries.ts'
import type { Language } from '../lib/language.ts'
import { Refusal } from '../lib/refusal.ts'
import { hasRoom } from '../limits/limit.ts'
import type { Limited } from '../limits/queries.ts'
import type { World } from '../world.ts'
import { claimedBy, eraseByCode } from './code.ts'
import type { Fields, Problem, Said } from './form.ts'
import { openRequest } from './open.ts'
import { listOfVisitor, siteOf } from './queries.ts'

/** How many requests of one visitor wait for an answer at once. */
const mostOpen = 10

/** What came of a form that was sent. */
type Outcome = { problem: Problem } | { said: Said; gone?: Erased }

/**
 * Does what a form asks that names all it needs. A child's words are deleted by a receipt's code at once; whatever else
 * is asked becomes a request, of which its sender can make so many. Refuses with `too_many`.
 */
export async function received(
  world: World,
  policies: Policies,
  typed: Fields,
  language: Language,
  sender: Limited,
): Promise<Outcome> {
  if (!(typed.code && typed.kind === 'child') && !(await hasRoom(world, [sender])))
    return { problem: 'limited' }
  if (!typed.code) {
    await keep(world, typed, language)
    return { said: typed.kind === 'child' ? 'child' : 'sent' }
  }
  if (typed.kind !== 'child') return keepClaimed(world, policies, typed, language)
  const gone = await eraseByCode(world, typed.code)
  if (!gone) return { problem: 'code' }
  return { said: gone.held ? 'kept' : 'erased', gone }
}

/** Does the same, and nothing tells whether there is such a site or such a person. */
async function keep(world: World, typed: Fields, language: Language): Promise<void> {
  await world.db.keeper(async keeper => {
    const found = await siteOf(keeper, originOf(typed.site))
    const whose = { workspace: found?.workspace ?? null, assistant: found?.assistant ?? null, proven: false }
    await openRequest(world, keeper, { ...wishOf(typed, language), ...whose })
  })
}

/**
 * Opens the request of whoever has a receipt's code, with whoever is responsible for the words under it. Where the code
 * proves nothing, a link to their address must.
 */
async function keepClaimed(
  world: World,
  policies: Policies,
  typed: Fields,
  language: Language,
): Promise<Outcome> {
  const found = await claimedBy(world, policies, typed.code)
  if (!found) return { problem: 'code' }
  const { workspace, assistant, visitor, vouched } = found
  if (!vouched && !typed.contact) return { problem: 'unvouched' }
  await world.db.tenant(workspace, async tenant => {
    await shareConsents(tenant, assistant, visitor)
    const open = (await listOfVisitor(tenant, visitor)).filter(({ answeredAt }) => answeredAt === null)
    if (open.length >= mostOpen) throw new Refusal('too_many')
    const whose = { workspace, assistant, visitor: vouched ? visitor : null, proven: vouched }
    await openRequest(world, tenant, { ...wishOf(typed, language), ...whose })
  })
  return { said: vouched ? 'proven' : 'sent' }
}

const wishOf = ({ kind, contact, words, site }: Fields, language: Language) => ({
  kind: requestKinds.find(one => one === kind) ?? 'other',
  via: 'form' as const,
  contact: contact || null,
  words: site ? `${words}\n\n${site}` : words,
  language,
})

/** The origin of what somebody typed as a site's address. */
function originOf(site: string): string {
  const url = URL.parse(/^https?:\/\//i.test(site) ? site : `https://${site}`)
  return url?.origin ?? ''
}
