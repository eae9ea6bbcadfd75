import type { Assistant } from '@atavus/contract/console'
import type { VNode } from 'preact'
import { useMay } from '../frame/signed.ts'
import { KnowledgeList } from '../knowledge/list.tsx'
import { Leaves } from '../leaves/leaves.tsx'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { BackLink } from '../pieces/back-link.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Icon } from '../pieces/icon.tsx'
import { Await, Missing } from '../pieces/states.tsx'
import { Tabs } from '../pieces/tabs.tsx'
import { words } from '../words/words.ts'
import { Embed } from './embed.tsx'
import { AssistantKeys } from './keys/keys.tsx'
import { Preview } from './preview.tsx'
import { Settings } from './settings.tsx'

type Tab = (assistant: Assistant, onChanged: (assistant: Assistant) => void) => VNode

const tabs = {
  settings: (assistant, onChanged) => <Settings assistant={assistant} onChanged={onChanged} />,
  knowledge: assistant => <KnowledgeList assistant={assistant} />,
  leaves: (assistant, onChanged) => <Leaves assistant={assistant} onChanged={onChanged} />,
  embed: assistant => <Embed assistant={assistant} />,
  keys: (assistant, onChanged) => <AssistantKeys assistant={assistant} onChanged={onChanged} />,
  preview: assistant => <Preview assistant={assistant} />,
} satisfies Record<string, Tab>
const names = Object.keys(tabs) as (keyof typeof tabs)[]

/** One assistant; its parts have addresses of their own and share what was loaded. */
export function AssistantRoom({ id, tab }: { id: string; tab: string }) {
  const { state, again, put } = useLoad(
    signal => call('assistant', { places: { assistant: id }, signal }),
    [id],
  )
  const may = useMay()
  // What would leave can be tried and changed by those alone who may change the assistant.
  const open = names.filter(name => name !== 'leaves' || may('assistants:write'))
  const name = open.find(one => one === tab)
  if (!name) return <Missing />
  const draw: Tab = tabs[name]
  return (
    <>
      <BackLink to="/assistants" name={words.assistants.title} />
      <Await state={state} again={again} rows={6} page>
        {assistant => (
          <>
            <Heading title={assistant.name} />
            <Tabs
              label={words.room.tabs}
              title={assistant.name}
              tabs={open.map(other => ({ to: `/assistants/${id}/${other}`, name: words.room[other] }))}
              present={`/assistants/${id}/${tab}`}
            />
            {assistant.origins.length === 0 && name !== 'settings' && may('assistants:write') && (
              <NoSites id={id} />
            )}
            {draw(assistant, put)}
          </>
        )}
      </Await>
    </>
  )
}

/** An empty list of sites refuses everybody; owners should not have to find that out from their visitors. */
function NoSites({ id }: { id: string }) {
  return (
    <p class="callout">
      <Icon name="warning" />
      <span>
        {words.room.noSites} <a href={`/assistants/${id}/settings`}>{words.room.addSites}</a>
      </span>
    </p>
  )
}
