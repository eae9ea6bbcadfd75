import type { ApiKey } from '@atavus/contract/workspace'
import { useState } from 'preact/hooks'
import { Developers } from '../developers/developers.tsx'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { useLoad } from '../lib/load.ts'
import { CodeToCopy } from '../pieces/copy.tsx'
import { SecretOnce } from '../pieces/secret.tsx'
import { Section } from '../pieces/section.tsx'
import { Await, Empty } from '../pieces/states.tsx'
import { fill, words } from '../words/words.ts'
import { curlFor } from './curl.ts'
import { KeyEntry } from './entry.tsx'
import { MakeKey } from './make.tsx'

type Made = Answer<'makeApiKey'>

/** The workspace's API keys. A secret that was just made is shown once, over all else. */
export function Keys() {
  const { state, again } = useLoad(signal => call('apiKeys', { signal }), [])
  const [made, setMade] = useState<Made | null>(null)
  function show(key: Made) {
    setMade(key)
    again()
  }
  return (
    <Developers present="/keys">
      <Await state={state} again={again} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty {...words.keys.empty}>
              <MakeKey onMade={show} />
            </Empty>
          ) : (
            <KeyList keys={items} onMade={show} onChanged={again} />
          )
        }
      </Await>
      {made && (
        <SecretOnce
          title={fill(words.keys.madeTitle, { name: made.key.name })}
          label={words.keys.secret}
          secret={made.secret}
          onKept={() => setMade(null)}
        />
      )}
    </Developers>
  )
}

interface ListProps {
  keys: ApiKey[]
  onMade: (made: Made) => void
  onChanged: () => void
}

function KeyList({ keys, onMade, onChanged }: ListProps) {
  const { lead, listed, use } = words.keys
  return (
    <>
      <div class="bar">
        <p class="lead">{lead}</p>
        <MakeKey onMade={onMade} />
      </div>
      <h2 class="unseen">{listed}</h2>
      <ul class="entries">
        {keys.map(key => (
          <li key={key.id}>
            <KeyEntry apiKey={key} onMade={onMade} onChanged={onChanged} />
          </li>
        ))}
      </ul>
      <Section title={use.title} text={use.text}>
        <CodeToCopy code={curlFor(location.origin)} label={use.copy} />
      </Section>
    </>
  )
}
