import { processors } from '../egress/processors.ts'
import { type Processor, reasons } from '../egress/purpose.ts'
import type { Fact, PromiseEntry } from '../privacy/promise.ts'
import type { World } from '../world.ts'
import { configuredHosts } from './evidence/hosts.ts'
import { type Reached, reachedHosts, unwrittenPrompts } from './evidence/queries.ts'
import { type EgressSum, sumEgress } from './queries.ts'

const days = 30
const dayMs = 24 * 60 * 60 * 1000
const isProcessor = (name: string): name is Processor => Object.hasOwn(reasons, name) && name !== 'endpoint'
/** Whether it went to a processor of the register, or to what an owner chose. */
const isKnown = ({ kind, recipient }: EgressSum): boolean => kind === 'endpoint' || isProcessor(recipient)
const isForReason = ({ kind, recipient, why }: EgressSum): boolean => {
  const known: readonly string[] =
    kind === 'endpoint' ? reasons.endpoint : isProcessor(recipient) ? reasons[recipient] : []
  return known.includes(why)
}

/** What leaves goes to the register's processors and to what owners chose, for known reasons. */
export const ledgerPromises: readonly PromiseEntry[] = [
  {
    id: 'P3.1',
    promise: 'Personal data is never sold; it goes only to the named processors.',
    enforced:
      'Everything leaves through one gate, which knows the register, refuses anything else and writes both down.',
    check: async world => {
      const { sums, missing } = await seen(world)
      const reached = await world.db.keeper(async keeper => [...(await reachedHosts(keeper, days))])
      const strange = sums.filter(sum => !isKnown(sum))
      const { former, elsewhere, lately } = astray(world, reached)
      const refused = sums.reduce((sum, one) => sum + one.refused, 0)
      const broken = strange.length || lately.length || missing.some(({ count }) => count > 0)
      return {
        state: broken ? 'broken' : former.length || elsewhere.length ? 'attention' : 'kept',
        facts: [
          ...sums
            .filter(({ kind }) => kind === 'processor')
            .map(({ recipient, requests }) => ({ fact: `calls:${recipient}`, count: requests })),
          { fact: 'refused', count: refused },
          { fact: 'unknownRecipients', count: strange.length },
          { fact: 'formerRecipients', count: new Set(former.map(({ recipient }) => recipient)).size },
          { fact: 'unknownHosts', count: elsewhere.length },
          ...elsewhere.slice(0, 5).map(({ host }) => ({ fact: 'host', exactly: host })),
          ...missing,
        ],
      }
    },
  },
  {
    id: 'P5.1',
    promise: 'Conversations, knowledge and configurations never train or fine-tune a model.',
    enforced:
      'Nothing exports them but to their owner, and the ledger names every reason for which something left.',
    check: async world => {
      const { sums, missing } = await seen(world)
      const strange = sums.filter(sum => !isForReason(sum))
      return {
        state: strange.length || missing.some(({ count }) => count > 0) ? 'broken' : 'kept',
        facts: [
          { fact: 'calls', count: sums.reduce((sum, { requests }) => sum + requests, 0) },
          { fact: 'unknownReasons', count: strange.length },
          ...missing,
        ],
      }
    },
  },
]

/** What the ledger says, and what it ought to say and does not. */
async function seen({ db, ledger, settings, now }: World) {
  await ledger.flush()
  const { sums, unwritten } = await db.keeper(async keeper => ({
    sums: [...(await sumEgress(keeper, days))],
    unwritten: await unwrittenPrompts(keeper, processors(settings)),
  }))
  const { count, last } = ledger.lost
  const lost = last !== null && now().getTime() - last.getTime() <= dayMs ? count : 0
  const missing = [
    { fact: 'unwritten', count: unwritten },
    { fact: 'lost', count: lost },
  ] satisfies Fact[]
  return { sums, missing }
}

/**
 * What went to processors that are not in use (any more), and to hosts that are not configured for them. Nobody can tell
 * a host of yesterday’s configuration from a wrong one: what is a day old needs a look, what is younger is broken.
 */
function astray({ settings, now }: World, reached: readonly Reached[]) {
  const used = new Set<string>(processors(settings).flatMap(({ id, used }) => (used === false ? [] : id)))
  const hosts: Record<string, string> = configuredHosts(settings)
  const ours = reached.filter(({ recipient }) => isProcessor(recipient))
  const elsewhere = ours.filter(({ recipient, host }) => used.has(recipient) && hosts[recipient] !== host)
  return {
    former: ours.filter(({ recipient }) => !used.has(recipient)),
    elsewhere,
    lately: elsewhere.filter(({ last }) => now().getTime() - last.getTime() < dayMs),
  }
}
