import type { Account } from '@atavus/contract/account'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { useSubmit } from '../lib/submit.ts'
import { CheckField } from '../pieces/field.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Icon } from '../pieces/icon.tsx'
import { Alert } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'

/** How somebody has answered a device. */
export type Answered = 'allowed' | 'refused'

interface Props {
  request: string
  asked: Answer<'deviceRequest'>
  account: Account
  onAnswer: (answered: Answered) => void
}

/** Everything that tells one's own request from somebody else's, and then yes or no. */
export function Decide({ request, asked, account, onAnswer }: Props) {
  const told = words.device
  const places = { request }
  const allow = useSubmit(() => call('allowDevice', { places }).then(() => onAnswer('allowed')))
  const refuse = useSubmit(() => call('refuseDevice', { places }).then(() => onAnswer('refused')))
  const busy = allow.busy || refuse.busy
  return (
    <>
      <Heading title={told.title} />
      <p class="device-code" dir="ltr">
        <span class="unseen">{told.code} </span>
        {asked.code}
      </p>
      <p>{told.compare}</p>
      {!asked.sameNetwork && (
        <p class="callout">
          <Icon name="warning" />
          <span>{told.elsewhere}</span>
        </p>
      )}
      <Facts asked={asked} account={account} />
      <Powers />
      <form class="stack" onSubmit={allow.submit}>
        <CheckField name="same" label={told.same} required />
        <Alert error={allow.error ?? refuse.error} />
        <button type="submit" class="button primary wide" disabled={busy}>
          {told.allow}
        </button>
      </form>
      <form class="stack" onSubmit={refuse.submit}>
        <button type="submit" class="button wide" disabled={busy}>
          {told.refuse}
        </button>
      </form>
    </>
  )
}

function Facts({ asked, account }: Pick<Props, 'asked' | 'account'>) {
  const told = words.device
  return (
    <dl class="facts">
      <dt>{told.name}</dt>
      <dd>
        <bdi>{asked.name}</bdi>
      </dd>
      <dt>{told.account}</dt>
      <dd>
        <bdi>{account.username}</bdi> · <bdi>{account.email}</bdi>
      </dd>
      <dt>{told.asked}</dt>
      <dd>
        <Time iso={asked.askedAt} />
      </dd>
    </dl>
  )
}

function Powers() {
  const told = words.device
  return (
    <section class="device-powers">
      <h2>{told.may}</h2>
      <ul class="plain-list">
        {told.powers.map(power => (
          <li key={power}>{power}</li>
        ))}
      </ul>
      <p class="hint">{told.mayNot}</p>
    </section>
  )
}
