import { Tabs } from '../pieces/tabs.tsx'
import { words } from '../words/words.ts'

/** The parts of one workspace's page: what was said there, and what the law wants of it. */
export function WorkspaceTabs({ workspace, part }: { workspace: string; part: 'log' | 'holds' }) {
  const said = words.operator.law
  const at = { log: `/operator/workspaces/${workspace}`, holds: `/operator/workspaces/${workspace}/holds` }
  return (
    <Tabs
      label={said.tabs}
      title={words.operator.title}
      tabs={[
        { to: at.log, name: said.conversations },
        { to: at.holds, name: said.tab },
      ]}
      present={at[part]}
    />
  )
}
