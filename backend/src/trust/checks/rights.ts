import type { PromiseEntry } from '../../privacy/promise.ts'
import { figures } from '../../requests/queries.ts'
import { buildAge } from '../build.ts'
import { consents, statements, unallowedPrompts, unconsented } from '../chats/queries.ts'
import { counted } from '../queries.ts'
import { type ServedPage, servedPages } from '../served.ts'
import { deletionsOf, releasesOf } from '../terms/queries.ts'
import { deletionEvidence } from './kept.ts'

/** A report of a child that nobody acted on for so long is not immediately. */
const reportSeconds = 24 * 60 * 60

export const rightsKept: readonly PromiseEntry[] = [
  {
    id: 'P8.3',
    promise: 'Erasure of account and data.',
    enforced: 'In a few clicks, with what goes when said beforehand, and a signed receipt.',
    check: async ({ db }) => {
      const { deletions, held } = await db.keeper(async keeper => ({
        deletions: deletionEvidence(await deletionsOf(keeper, ['visitor', 'account', 'workspace'])),
        held: await releasesOf(keeper),
      }))
      return {
        state: held.late ? 'broken' : deletions.state,
        facts: [
          ...deletions.facts,
          { fact: 'untilHoldEnds', count: held.waiting },
          { fact: 'keptWithoutHold', count: held.late },
        ],
      }
    },
  },
  {
    id: 'P8.6',
    promise: 'Consent is withdrawn as easily as it was given.',
    enforced: 'One click where it was given; the server refuses the next message and cuts a running answer.',
    check: async ({ db }) => {
      const { counts, without, sent } = await db.keeper(async keeper => ({
        counts: await consents(keeper),
        without: await counted(keeper, unconsented),
        sent: await counted(keeper, unallowedPrompts),
      }))
      return {
        state: without || sent ? 'broken' : 'kept',
        facts: [
          { fact: 'given', count: counts.given },
          { fact: 'withdrawn', count: counts.withdrawn },
          { fact: 'withoutConsent', count: without },
          { fact: 'sentWithoutConsent', count: sent },
        ],
      }
    },
  },
  {
    id: 'P9.1',
    promise: 'Not for people under 18.',
    enforced: 'No account and no answer without a statement of an age of 18 or more.',
    check: async ({ db }) => {
      const [accounts, chats] = await db.keeper(
        async keeper => [await statements(keeper), await consents(keeper)] as const,
      )
      const missing = accounts.all - accounts.stated + chats.minors
      return {
        state: missing ? 'broken' : 'kept',
        facts: [
          { fact: 'stated', count: accounts.stated + chats.given },
          { fact: 'withoutStatement', count: missing },
        ],
      }
    },
  },
  {
    id: 'P9.2',
    promise: 'A child’s data is deleted immediately when discovered.',
    enforced: 'Owner, operator or a parent’s report erases it in one step, with no grace.',
    check: async ({ db }) => {
      const { deletions, reports } = await db.keeper(async keeper => ({
        deletions: deletionEvidence(await deletionsOf(keeper, ['child'])),
        reports: await figures(keeper, ['child']),
      }))
      return {
        state: (reports.oldest ?? 0) > reportSeconds ? 'broken' : deletions.state,
        facts: [...deletions.facts, { fact: 'oldestOpen', age: reports.oldest }],
      }
    },
  },
  {
    id: 'P10.1',
    promise: 'Links to third parties are marked as such and carry nothing along.',
    enforced:
      'One component draws links that leave: no referrer, no opener, a mark; every answer says no-referrer.',
    check: async world => {
      const pages = await servedPages(world)
      const built = await buildAge(world.now())
      const telling = pages.filter(({ headers }) => headers.get('referrer-policy') !== 'no-referrer').length
      const unmarked = pages
        .flatMap(page => linksOut(page, world.settings.url))
        .filter(link => !isMarked(link))
      // Refused pages show nothing, and links within the widget and the dashboard are those of the build that was tested.
      const unseen = built === null || pages.some(({ status }) => status !== 200)
      return {
        state: telling || unmarked.length ? 'broken' : unseen ? 'attention' : 'kept',
        facts: [
          { fact: 'pages', count: pages.length },
          { fact: 'tellReferrer', count: telling },
          { fact: 'unmarked', count: unmarked.length },
          { fact: 'checkedBuild', age: built },
        ],
      }
    },
  },
]

/** The links of a page that lead to another origin, as they are written. */
function linksOut({ html }: ServedPage, own: string): string[] {
  const links = html.match(/<a\b[^>]*>.*?<\/a>/gis) ?? []
  return links.filter(link => {
    const to = URL.parse(/\bhref\s*=\s*["']?([^"'\s>]*)/i.exec(link)?.[1] ?? '', own)
    return to !== null && /^https?:$/.test(to.protocol) && to.origin !== own
  })
}

/** Whether a link says where it leads to, and neither opener nor referrer goes along (as `outside` draws it). */
const isMarked = (link: string): boolean =>
  /\brel="[^"]*\bnoopener\b/.test(link) && /\brel="[^"]*\bnoreferrer\b/.test(link) && link.includes('↗')
