import type { VNode } from 'preact'
import { call } from '../lib/call.ts'
import { withQuery } from '../lib/paths.ts'
import { ChangesTable } from '../logs/changes.tsx'
import { LogPages } from '../logs/pages.tsx'
import { RequestTable } from '../logs/requests.tsx'
import { SecurityTable } from '../logs/security.tsx'
import { words } from '../words/words.ts'
import { Operated } from './gate.tsx'

const names = ['requests', 'security', 'acts'] as const

/** The platform's own logs; which of them stands in the address. */
export function PlatformLogs({ query }: { query: URLSearchParams }) {
  const name = names.find(one => one === query.get('log')) ?? 'requests'
  const { logs } = words.operator
  return (
    <>
      <nav class="presets" aria-label={logs.which}>
        {names.map(one => (
          <a
            key={one}
            href={withQuery('/operator/logs', { log: one })}
            aria-current={one === name ? 'true' : undefined}
          >
            {logs[one]}
          </a>
        ))}
      </nav>
      {draw[name]()}
    </>
  )
}

const draw: Record<(typeof names)[number], () => VNode> = {
  requests: () => (
    <LogPages within={Operated} key="requests" page={ask => call('platformApiLog', ask)}>
      {items => <RequestTable items={items} />}
    </LogPages>
  ),
  security: () => (
    <LogPages within={Operated} key="security" page={ask => call('platformSecurityLog', ask)}>
      {items => <SecurityTable items={items} />}
    </LogPages>
  ),
  acts: () => (
    <LogPages within={Operated} key="acts" page={ask => call('platformAuditLog', ask)}>
      {items => <ChangesTable items={items} />}
    </LogPages>
  ),
}
