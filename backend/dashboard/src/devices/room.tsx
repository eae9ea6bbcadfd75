import type { Account } from '@atavus/contract/account'
import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { Gate } from '../frame/gate.tsx'
import { Proof } from '../frame/proof.tsx'
import { Signed } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Refused } from '../lib/problem.ts'
import { Heading } from '../pieces/heading.tsx'
import { Await } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { type Answered, Decide } from './decide.tsx'

/** Where somebody who is signed in lets the extension of their browser in, or does not. */
export function DeviceRoom({ request }: { request: string }) {
  const [answered, setAnswered] = useState<Answered | null>(null)
  return (
    <Gate>
      {answered ? <Done answered={answered} /> : <Asked request={request} onAnswer={setAnswered} />}
    </Gate>
  )
}

function Asked({ request, onAnswer }: { request: string; onAnswer: (answered: Answered) => void }) {
  const { state, again } = useLoad(
    async signal => {
      const account = await call('account', { signal })
      const places = { request }
      const asked = await call('deviceRequest', { places, signal }).catch(overIsNone)
      return { account, asked }
    },
    [request],
  )
  return (
    <Await state={state} again={again} rows={6} page>
      {({ account, asked }) => (
        <SignedIn account={account}>
          {asked ? (
            <Decide request={request} asked={asked} account={account} onAnswer={onAnswer} />
          ) : (
            <Over />
          )}
        </SignedIn>
      )}
    </Await>
  )
}

/** The password is asked for by the account's name. */
function SignedIn({ account, children }: { account: Account; children: ComponentChildren }) {
  const signed = useMemo(() => ({ account, again: () => {}, put: () => {} }), [account])
  return (
    <Signed.Provider value={signed}>
      <div class="stack">{children}</div>
      <Proof />
    </Signed.Provider>
  )
}

function Done({ answered }: { answered: Answered }) {
  const told = words.device[answered]
  return (
    <>
      <Heading title={told.title} />
      <p class="lead" role="status">
        {told.text}
      </p>
      <p class="aside">
        <a href="/account/sessions">{words.device.toSessions}</a>
      </p>
    </>
  )
}

function Over() {
  const told = words.device.over
  return (
    <>
      <Heading title={told.title} />
      <p class="lead">{told.text}</p>
    </>
  )
}

function overIsNone(refusal: unknown): null {
  if (refusal instanceof Refused && refusal.code === 'not_found') return null
  throw refusal
}
