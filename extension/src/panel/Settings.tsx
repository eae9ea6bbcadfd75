import { Confirm } from '@atavus/widget/chat/Confirm.tsx'
import { NoticeWords } from '@atavus/widget/chat/Notice.tsx'
import { codeOf } from '@atavus/widget/client/problem.ts'
import { useEffect, useState } from 'preact/hooks'
import type { Held } from '../client/accounts.ts'
import type { Own } from '../own/own.ts'
import type { Talk } from '../talk/talk.ts'
import { Accounts } from './Accounts.tsx'
import { BlockedSites } from './BlockedSites.tsx'
import type { Ground } from './ground.ts'
import { Keys } from './Keys.tsx'
import { OpenedSites } from './OpenedSites.tsx'
import { Prompts } from './Prompts.tsx'
import { SharedSites } from './SharedSites.tsx'

interface Props {
  ground: Ground
  own: Own
  held: Held
  talk: Talk | null
  onChange(): void
  onAdd(): void
}

/** Accounts, how long conversations are kept, what was shared, what is left alone, the consent, and the keys. */
export function Settings({ ground, own, held, talk, onChange, onAdd }: Props) {
  const { words } = ground
  return (
    <div class="rights settings">
      <Accounts ground={ground} held={held} onChange={onChange} onAdd={onAdd} />
      <Term ground={ground} own={own} />
      <SharedSites {...{ ground, own, talk }} device={held.device} />
      <Prompts ground={ground} />
      <OpenedSites ground={ground} />
      <BlockedSites ground={ground} />
      {talk && <Consent ground={ground} talk={talk} />}
      <Keys words={words} />
    </div>
  )
}

const terms = [1, 7, 30, 90, 365]

function Term({ ground: { words, chat }, own }: { ground: Ground; own: Own }) {
  const { settings } = words
  const [days, setDays] = useState<number | null | undefined>(undefined)
  const [problem, setProblem] = useState('')
  const failed = (error: unknown) => setProblem(chat.codes[codeOf(error)] ?? words.failed)
  useEffect(() => {
    own.settings().then(found => setDays(found.days), failed)
  }, [])
  const offered =
    typeof days === 'number' && !terms.includes(days) ? [...terms, days].sort((a, b) => a - b) : terms
  return (
    <section>
      <h3>{settings.term}</h3>
      <select
        class="picker"
        aria-label={settings.term}
        disabled={days === undefined}
        value={days ?? ''}
        onChange={({ currentTarget: { value } }) =>
          own.keep(value ? Number(value) : null).then(found => setDays(found.days), failed)
        }
      >
        <option value="">{settings.forever}</option>
        {offered.map(term => (
          <option key={term} value={term}>
            {settings.days(term)}
          </option>
        ))}
      </select>
      <p class="part">{settings.termHint}</p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  )
}

function Consent({ ground: { words, chat }, talk }: { ground: Ground; talk: Talk }) {
  const { settings } = words
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState('')
  const { assistant, consented } = talk.chat()
  async function withdraw(also: boolean) {
    await talk.withdraw(also).then(
      held => {
        setAsking(false)
        setProblem(held ? words.history.held(held) : '')
      },
      error => setProblem(chat.codes[codeOf(error)] ?? words.failed),
    )
  }
  return (
    <section>
      <h3>{`${settings.consent} · ${assistant.name}`}</h3>
      <details>
        <summary>{chat.rights.words}</summary>
        <NoticeWords notice={assistant.notice} words={chat} site="" />
      </details>
      {consented && !asking && (
        <button type="button" class="small" onClick={() => setAsking(true)}>
          {settings.withdraw}
        </button>
      )}
      {!consented && <p class="part">{chat.rights.none}</p>}
      {asking && (
        <Confirm
          ask={settings.withdrawAsk}
          also={settings.withdrawAlso}
          yes={settings.withdraw}
          words={chat}
          onYes={withdraw}
          onNo={() => setAsking(false)}
        />
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  )
}
