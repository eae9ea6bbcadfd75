import type { OperatorBilling } from '@atavus/contract/billing'
import { call } from '../lib/call.ts'
import { ago, number } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { useSubmit } from '../lib/submit.ts'
import { FactList, FigureList } from '../pieces/facts.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { Operated } from './gate.tsx'

/** How billing is doing, in figures alone. */
export function BillingFigures() {
  const { state, again } = useLoad(signal => call('operatorBilling', { signal }), [])
  return (
    <Operated state={state} again={again} rows={4}>
      {figures => (
        <>
          <Standing {...figures} />
          <Telling {...figures} />
          <Compare onAsked={again} />
          <Plans plans={figures.plans} />
        </>
      )}
    </Operated>
  )
}

function Standing({ pastDue, lapsed, ending, customersToDelete }: OperatorBilling) {
  const said = words.billing.operator
  const figures = [
    [said.pastDue, number(pastDue)],
    [said.lapsed, number(lapsed)],
    [said.ending, number(ending)],
    [said.toDelete, number(customersToDelete)],
  ] as const
  return <FigureList figures={figures} />
}

function Telling({ live, lastEventAt, oldestSyncAt }: OperatorBilling) {
  const said = words.billing.operator
  const facts = [
    [said.mode, live ? said.live : said.testMode],
    [said.lastEvent, lastEventAt ? <Ago iso={lastEventAt} /> : said.never],
    [said.oldest, oldestSyncAt ? <Ago iso={oldestSyncAt} /> : said.noneToCompare],
  ] as const
  return <FactList class="details" facts={facts} />
}

const Ago = ({ iso }: { iso: string }) => <time dateTime={iso}>{ago(iso, new Date())}</time>

function Compare({ onAsked }: { onAsked: () => void }) {
  const { sending, submit, busy, error } = useSubmit(async () => {
    await call('compareBilling')
    onAsked()
  })
  const { compare, comparing, asked } = words.billing.operator
  return (
    <form class="stack" onSubmit={submit}>
      <div class="actions middle">
        <button type="submit" class="button" disabled={busy}>
          {busy ? comparing : compare}
        </button>
        <span class="save-state" role="status">
          {sending.phase === 'done' ? asked : ''}
        </span>
      </div>
      <Alert error={error} />
    </form>
  )
}

function Plans({ plans }: Pick<OperatorBilling, 'plans'>) {
  const { workspaces, none } = words.billing.operator
  return (
    <section class="over narrow">
      <h2>{workspaces}</h2>
      {plans.length === 0 ? (
        <p class="hint">{none}</p>
      ) : (
        <dl class="counts">
          {plans.map(({ id, name, workspaces }) => (
            <div key={id}>
              <dt>
                <bdi>{name}</bdi>
              </dt>
              <dd>{number(workspaces)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
