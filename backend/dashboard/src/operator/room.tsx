import type { VNode } from 'preact'
import { Heading } from '../pieces/heading.tsx'
import { Missing } from '../pieces/states.tsx'
import { Tabs } from '../pieces/tabs.tsx'
import { words } from '../words/words.ts'
import { OperatedAccounts } from './accounts.tsx'
import { PlatformLogs } from './logs.tsx'
import { Overview } from './overview.tsx'
import { OperatedWorkspaces } from './workspaces.tsx'

type Draw = (query: URLSearchParams) => VNode

const parts: Record<string, Draw> = {
  overview: () => <Overview />,
  workspaces: query => <OperatedWorkspaces query={query} />,
  accounts: query => <OperatedAccounts query={query} />,
  logs: query => <PlatformLogs query={query} />,
}

/** The room of whoever runs the platform. */
export function OperatorRoom({ part, query }: { part: string; query: URLSearchParams }) {
  const draw = Object.hasOwn(parts, part) ? parts[part] : undefined
  if (!draw) return <Missing />
  return (
    <>
      <Heading title={words.operator.title} />
      <Tabs
        label={words.operator.tabs}
        title={words.operator.title}
        tabs={(['overview', 'workspaces', 'accounts', 'logs'] as const).map(name => ({
          to: `/operator/${name}`,
          name: words.operator[name].tab,
        }))}
        present={`/operator/${part}`}
      />
      {draw(query)}
    </>
  )
}
