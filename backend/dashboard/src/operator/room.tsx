import type { VNode } from 'preact'
import { useAccount } from '../frame/signed.ts'
import { Heading } from '../pieces/heading.tsx'
import { Missing } from '../pieces/states.tsx'
import { Tabs } from '../pieces/tabs.tsx'
import { words } from '../words/words.ts'
import { OperatedAccounts } from './accounts.tsx'
import { BillingFigures } from './billing.tsx'
import { PlatformLogs } from './logs.tsx'
import { Overview } from './overview.tsx'
import { OperatedWorkspaces } from './workspaces.tsx'

type Draw = (query: URLSearchParams) => VNode

const parts: Record<string, Draw> = {
  overview: () => <Overview />,
  workspaces: query => <OperatedWorkspaces query={query} />,
  accounts: query => <OperatedAccounts query={query} />,
  logs: query => <PlatformLogs query={query} />,
  billing: () => <BillingFigures />,
}

const always = (['overview', 'workspaces', 'accounts', 'logs'] as const).map(name => ({
  name: name as string,
  tab: words.operator[name].tab,
}))
/** There only where this platform has plans. */
const billing = { name: 'billing', tab: words.billing.operator.tab }

/** The room of whoever runs the platform. */
export function OperatorRoom({ part, query }: { part: string; query: URLSearchParams }) {
  const plans = useAccount()?.billing ?? false
  const tabs = [...always, ...(plans ? [billing] : [])]
  const draw = tabs.some(({ name }) => name === part) ? parts[part] : undefined
  if (!draw) return <Missing />
  return (
    <>
      <Heading title={words.operator.title} />
      <Tabs
        label={words.operator.tabs}
        title={words.operator.title}
        tabs={tabs.map(({ name, tab }) => ({ to: `/operator/${name}`, name: tab }))}
        present={`/operator/${part}`}
      />
      {draw(query)}
    </>
  )
}
