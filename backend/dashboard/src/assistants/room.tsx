import type { Assistant } from '@atavus/contract/console'
import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { KnowledgeList } from '../knowledge/list.tsx'
import { Leaves } from '../leaves/leaves.tsx'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { BackLink } from '../pieces/back-link.tsx'
import { Heading, useTitle } from '../pieces/heading.tsx'
import { Icon } from '../pieces/icon.tsx'
import { Await, Missing } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { Embed } from './embed.tsx'
import { Preview } from './preview.tsx'
import { Settings } from './settings.tsx'

type Tab = (assistant: Assistant, onChanged: (assistant: Assistant) => void) => VNode

const tabs: Record<string, Tab> = {
  settings: (assistant, onChanged) => <Settings assistant={assistant} onChanged={onChanged} />,
  knowledge: assistant => <KnowledgeList assistant={assistant} />,
  leaves: (assistant, onChanged) => <Leaves assistant={assistant} onChanged={onChanged} />,
  embed: assistant => <Embed assistant={assistant} />,
  preview: assistant => <Preview assistant={assistant} />,
}

/** One assistant; its parts have addresses of their own and share what was loaded. */
export function AssistantRoom({ id, tab }: { id: string; tab: string }) {
  const { state, again, put } = useLoad(
    signal => call('assistant', { places: { assistant: id }, signal }),
    [id],
  )
  const draw = Object.hasOwn(tabs, tab) ? tabs[tab] : undefined
  if (!draw) return <Missing />
  return (
    <>
      <BackLink to="/assistants" name={words.assistants.title} />
      <Await state={state} again={again} rows={6} page>
        {assistant => (
          <>
            <Heading title={assistant.name} />
            <Tabs id={id} tab={tab} name={assistant.name} />
            {assistant.origins.length === 0 && tab !== 'settings' && <NoSites id={id} />}
            {draw(assistant, put)}
          </>
        )}
      </Await>
    </>
  )
}

function Tabs({ id, tab, name }: { id: string; tab: string; name: string }) {
  const title = words.room[tab as keyof typeof words.room]
  useTitle(`${title} · ${name}`)
  const nav = useRef<HTMLElement>(null)
  // On a narrow screen the row is longer than the screen.
  useEffect(() => nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }), [tab])
  return (
    <nav class="tabs" ref={nav} aria-label={words.room.tabs}>
      {(['settings', 'knowledge', 'leaves', 'embed', 'preview'] as const).map(other => (
        <a key={other} href={`/assistants/${id}/${other}`} aria-current={other === tab ? 'page' : undefined}>
          {words.room[other]}
        </a>
      ))}
    </nav>
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
