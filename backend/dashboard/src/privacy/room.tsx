import type { VNode } from 'preact'
import { OwnBreaches } from '../breaches/own.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Missing } from '../pieces/states.tsx'
import { Tabs } from '../pieces/tabs.tsx'
import { Inbox } from '../requests/inbox.tsx'
import { words } from '../words/words.ts'
import { HoldsPart } from './holds.tsx'
import { LeftPart } from './left-part.tsx'
import { RecordPart } from './record.tsx'
import { RetentionPart } from './retention.tsx'

interface Part {
  tab: string
  draw(query: URLSearchParams): VNode
}

/** By the last step of its address, in the order of the tabs. */
const parts: Record<string, Part> = {
  requests: { tab: words.requests.tab, draw: () => <Inbox /> },
  left: { tab: words.left.tab, draw: () => <LeftPart /> },
  retention: { tab: words.retention.tab, draw: () => <RetentionPart /> },
  record: { tab: words.record.tab, draw: () => <RecordPart /> },
  holds: { tab: words.holds.tab, draw: () => <HoldsPart /> },
  breaches: { tab: words.breaches.tab, draw: () => <OwnBreaches /> },
}

/** What a workspace's owner owes the people whose words it holds, and can show: each in a part of its own. */
export function PrivacyRoom({ part, query }: { part: string; query: URLSearchParams }) {
  const present = parts[part]
  if (!present) return <Missing />
  const tabs = Object.entries(parts).map(([name, { tab }]) => ({ to: `/data/${name}`, name: tab }))
  return (
    <>
      <Heading title={words.data.title} />
      <Tabs label={words.data.tabs} title={words.data.title} tabs={tabs} present={`/data/${part}`} />
      {present.draw(query)}
    </>
  )
}
