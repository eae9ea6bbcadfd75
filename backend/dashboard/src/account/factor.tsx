import type { Account } from '@atavus/contract/account'
import { useState } from 'preact/hooks'
import { useSigned } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { useSubmit } from '../lib/submit.ts'
import { Confirm } from '../pieces/confirm.tsx'
import { Section } from '../pieces/section.tsx'
import { Alert } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { count, words } from '../words/words.ts'
import { FactorSetup } from './factor-setup.tsx'
import type { AccountProps } from './props.ts'
import { RecoveryCodes } from './recovery-codes.tsx'

type Offer = Answer<'offerFactor'>

/** The second factor: set up, renewed, taken away. Recovery codes are shown this once, over the page. */
export function Factor({ account }: AccountProps) {
  const told = words.account.factor
  const { again } = useSigned()
  const [offer, setOffer] = useState<Offer | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)

  /** Nothing is asked anew while the codes are on the screen: should it fail, they would go with the room. */
  function kept() {
    setCodes(null)
    setOffer(null)
    again()
  }
  return (
    <>
      <Section title={told.title} text={told.text}>
        {account.secondFactor ? (
          <InForce factor={account.secondFactor} onCodes={setCodes} onRemoved={again} />
        ) : offer ? (
          <FactorSetup offer={offer} onCodes={setCodes} onCancel={() => setOffer(null)} />
        ) : (
          <Start onOffer={setOffer} />
        )}
      </Section>
      {codes && <RecoveryCodes codes={codes} username={account.username} onKept={kept} />}
    </>
  )
}

function Start({ onOffer }: { onOffer: (offer: Offer) => void }) {
  const told = words.account.factor
  const { submit, busy, error } = useSubmit(async () => onOffer(await call('offerFactor')))
  return (
    <form class="stack" onSubmit={submit}>
      <p>{told.none}</p>
      <Alert error={error} />
      <div class="actions">
        <button type="submit" class="button primary" disabled={busy}>
          {told.start}
        </button>
      </div>
    </form>
  )
}

interface InForceProps {
  factor: NonNullable<Account['secondFactor']>
  onCodes: (codes: readonly string[]) => void
  onRemoved: () => void
}

function InForce({ factor, onCodes, onRemoved }: InForceProps) {
  const told = words.account.factor
  const [removing, setRemoving] = useState(false)
  const { submit, busy, error } = useSubmit(async () => onCodes((await call('newRecoveryCodes')).codes))
  return (
    <>
      <dl class="facts">
        <dt>{told.since}</dt>
        <dd>
          <Time iso={factor.since} />
        </dd>
        <dt>{told.codesLeft}</dt>
        <dd class={factor.recoveryCodes < 3 ? 'warn' : undefined}>
          {count(words.units.codes, factor.recoveryCodes)}
        </dd>
      </dl>
      <form class="stack" onSubmit={submit}>
        <Alert error={error} />
        <div class="actions">
          <button type="submit" class="button" disabled={busy}>
            {told.newCodes}
          </button>
          <button type="button" class="button danger-quiet" onClick={() => setRemoving(true)}>
            {told.remove}
          </button>
        </div>
      </form>
      {removing && (
        <Confirm
          title={told.removeTitle}
          submit={told.removeSubmit}
          onConfirm={async () => {
            await call('removeFactor')
            setRemoving(false)
            onRemoved()
          }}
          onClose={() => setRemoving(false)}
        >
          <p>{told.removeText}</p>
        </Confirm>
      )}
    </>
  )
}
