import type { Billing } from '@atavus/contract/billing'
import { useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { Exports } from '../log/exports.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { UsageExports } from '../usage/exports.tsx'
import { dayIn, shifted } from '../usage/span.ts'
import { fill, words } from '../words/words.ts'
import { allowed } from './allowed.ts'
import { leaveFor } from './leave.ts'
import type { Offer } from './offers.ts'
import { endOf } from './standing.ts'

/** So many days of usage the backend gives at once. */
const exported = 400

interface Props {
  billing: Billing
  /** The plan that holds afterwards; undefined where the plans could not be read. */
  base: Offer | undefined
  onClose: () => void
}

/** Before a plan is ended at Stripe: until when it holds, what holds then, and copies of what is here. */
export function EndDialog({ billing, base, onClose }: Props) {
  const { subscription, suspended } = billing
  const said = words.billing.end
  const plan = subscription?.plan.name ?? billing.plan.name
  const goOn = async () => leaveFor((await call('openPortal', { body: { to: 'cancel' } })).url)
  return (
    <FormDialog
      title={fill(said.dialog, { plan })}
      submit={said.submit}
      busy={words.billing.opening}
      onSubmit={() => goOn().then(onClose)}
      onClose={onClose}
    >
      <What said={endOf(billing)} base={base} already={subscription?.state === 'lapsed'} />
      {!suspended && <Copies billing={billing} />}
    </FormDialog>
  )
}

interface WhatProps {
  said: string[]
  base: Offer | undefined
  /** The plan without payment holds now. */
  already: boolean
}

/** It takes the focus, so that whoever opens the dialog begins at the top of it. */
function What({ said, base, already }: WhatProps) {
  const { then, now, thenFree, stays } = words.billing.end
  return (
    <div class="stack ending" tabIndex={-1} autofocus>
      {said.length > 0 && <p>{said.join(' ')}</p>}
      <p>{base ? fill(already ? now : then, { base: base.name }) : thenFree}</p>
      {base && (
        <ul class="plain-list">
          {allowed(base.limits).map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p>{stays}</p>
    </div>
  )
}

function Copies({ billing: { timeZone } }: { billing: Billing }) {
  const may = useMay()
  const today = dayIn(timeZone, new Date())
  const { copies, conversations, usage } = words.billing.end
  return (
    <>
      <p>{copies}</p>
      <dl class="copies">
        {may('conversations:read') && (
          <div>
            <dt>{conversations}</dt>
            <dd class="actions">
              <Exports assistant={undefined} day={undefined} />
            </dd>
          </div>
        )}
        {may('usage:read') && (
          <div>
            <dt>{usage}</dt>
            <dd class="actions">
              <UsageExports span={{ from: shifted(today, 1 - exported), to: today }} assistant={undefined} />
            </dd>
          </div>
        )}
      </dl>
    </>
  )
}
