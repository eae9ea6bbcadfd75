import type { VNode } from 'preact'
import { BreachRegister } from '../breaches/operated.tsx'
import { useAccount } from '../frame/signed.ts'
import { Heading } from '../pieces/heading.tsx'
import { Missing } from '../pieces/states.tsx'
import { Tabs } from '../pieces/tabs.tsx'
import { OperatedRequests } from '../requests/operated.tsx'
import { words } from '../words/words.ts'
import { OperatedAccounts } from './accounts.tsx'
import { BillingFigures } from './billing.tsx'
import { PlatformLeft } from './left.tsx'
import { PlatformLogs } from './logs.tsx'
import { Overview } from './overview.tsx'
import { Policies } from './policies.tsx'
import { OperatorRecord } from './record.tsx'
import { Sweeps } from './sweeps.tsx'
import { TrustPart } from './trust.tsx'
import { OperatedWorkspaces } from './workspaces.tsx'

interface Part {
  tab: string
  draw(query: URLSearchParams): VNode
}

/** By the last step of its address, in the order of the tabs. */
const parts: Record<string, Part> = {
  overview: { tab: words.operator.overview.tab, draw: () => <Overview /> },
  workspaces: {
    tab: words.operator.workspaces.tab,
    draw: query => <OperatedWorkspaces query={query} />,
  },
  accounts: { tab: words.operator.accounts.tab, draw: query => <OperatedAccounts query={query} /> },
  logs: { tab: words.operator.logs.tab, draw: query => <PlatformLogs query={query} /> },
  trust: { tab: words.trust.tab, draw: () => <TrustPart /> },
  policies: { tab: words.policies.tab, draw: () => <Policies /> },
  record: { tab: words.record.tab, draw: () => <OperatorRecord /> },
  left: { tab: words.left.tab, draw: () => <PlatformLeft /> },
  sweeps: { tab: words.sweeps.tab, draw: () => <Sweeps /> },
  requests: { tab: words.requests.tab, draw: () => <OperatedRequests /> },
  breaches: { tab: words.breaches.tab, draw: () => <BreachRegister /> },
  billing: { tab: words.billing.operator.tab, draw: () => <BillingFigures /> },
}

/** The room of whoever runs the platform. */
export function OperatorRoom({ part, query }: { part: string; query: URLSearchParams }) {
  const plans = useAccount()?.billing ?? false
  // There only where this platform has plans.
  const open = Object.entries(parts).filter(([name]) => plans || name !== 'billing')
  const present = open.find(([name]) => name === part)?.[1]
  if (!present) return <Missing />
  return (
    <>
      <Heading title={words.operator.title} />
      <Tabs
        label={words.operator.tabs}
        title={words.operator.title}
        tabs={open.map(([name, { tab }]) => ({ to: `/operator/${name}`, name: tab }))}
        present={`/operator/${part}`}
      />
      {present.draw(query)}
    </>
  )
}
