import type { ApiKey } from '@atavus/contract/workspace'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { Entry } from '../pieces/entry.tsx'
import type { Fact } from '../pieces/facts.tsx'
import { SwitchButton } from '../pieces/switch-button.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { ChangeKey } from './change.tsx'
import { DeleteKey } from './delete.tsx'
import { isPast } from './past.ts'
import { RotateKey } from './rotate.tsx'

interface Props {
  apiKey: ApiKey
  onMade: (made: Answer<'makeApiKey'>) => void
  onChanged: () => void
}

/** One API key, and what can be done with it. */
export function KeyEntry({ apiKey, onMade, onChanged }: Props) {
  const { id, name, scopes, disabled } = apiKey
  return (
    <Entry
      title={name}
      state={stateOf(apiKey)}
      facts={factsOf(apiKey)}
      more={
        <ul class="chips" aria-label={words.keys.scopes}>
          {scopes.map(scope => (
            <li key={scope} class="chip">
              {words.rights[scope]}
            </li>
          ))}
        </ul>
      }
    >
      <SwitchButton
        off={disabled}
        name={name}
        onSwitch={async () => {
          await call('changeApiKey', { places: { key: id }, body: { disabled: !disabled } })
          onChanged()
        }}
      />
      <RotateKey apiKey={apiKey} onMade={onMade} />
      <ChangeKey apiKey={apiKey} onChanged={onChanged} />
      <DeleteKey apiKey={apiKey} onDeleted={onChanged} />
    </Entry>
  )
}

function stateOf({ disabled, expiresAt }: ApiKey) {
  if (isPast(expiresAt, new Date())) return words.keys.expired
  return disabled ? words.switch.isOff : null
}

function factsOf({ shown, createdBy, createdAt, lastUsedAt, expiresAt, previousUntil }: ApiKey): Fact[] {
  const said = words.keys
  return [
    [said.shown, <code>{shown}</code>],
    [
      said.made,
      <>
        <Time iso={createdAt} only="day" />
        {createdBy && <span class="quiet"> · {createdBy}</span>}
      </>,
    ],
    [said.lastUsed, lastUsedAt ? <Time iso={lastUsedAt} /> : said.neverUsed],
    [said.expires, expiresAt ? <Time iso={expiresAt} only="day" /> : said.never],
    ...(previousUntil && !isPast(previousUntil, new Date())
      ? [[said.previousUntil, <Time iso={previousUntil} />] as const]
      : []),
  ]
}
