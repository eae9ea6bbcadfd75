import type { VNode } from 'preact'
import { call } from '../lib/call.ts'
import { Heading } from '../pieces/heading.tsx'
import { Missing } from '../pieces/states.tsx'
import { Tabs } from '../pieces/tabs.tsx'
import { words } from '../words/words.ts'
import { ChangesTable } from './changes.tsx'
import { LogPages } from './pages.tsx'
import { RequestTable } from './requests.tsx'
import { SecurityTable } from './security.tsx'

const names = ['requests', 'security', 'changes'] as const

/** What happened in the workspace: who asked for what, who was turned away, who changed what. */
export function Logs({ log }: { log: string }) {
  const name = names.find(one => one === log)
  if (!name) return <Missing />
  return (
    <>
      <Heading title={words.logs.title} />
      <Tabs
        label={words.logs.tabs}
        title={words.logs.title}
        tabs={names.map(one => ({ to: `/logs/${one}`, name: words.logs[one].tab }))}
        present={`/logs/${name}`}
      />
      <p class="lead apart">{words.logs[name].text}</p>
      {draw[name]()}
    </>
  )
}

const draw: Record<(typeof names)[number], () => VNode> = {
  requests: () => (
    <LogPages key="requests" page={ask => call('apiLog', ask)}>
      {items => <RequestTable items={items} />}
    </LogPages>
  ),
  security: () => (
    <LogPages key="security" page={ask => call('securityLog', ask)}>
      {items => <SecurityTable items={items} />}
    </LogPages>
  ),
  changes: () => (
    <LogPages key="changes" page={ask => call('auditLog', ask)}>
      {items => <ChangesTable items={items} />}
    </LogPages>
  ),
}
