import type { ComponentChildren } from 'preact'
import { useMay } from '../frame/signed.ts'
import { Heading } from '../pieces/heading.tsx'
import { Tabs } from '../pieces/tabs.tsx'
import { words } from '../words/words.ts'

interface Props {
  present: '/keys' | '/webhooks'
  children: ComponentChildren
}

/** The rooms of those who connect servers of their own. */
export function Developers({ present, children }: Props) {
  const may = useMay()
  const tabs = [
    ...(may('keys:manage') ? [{ to: '/keys', name: words.keys.tab }] : []),
    ...(may('webhooks:manage') ? [{ to: '/webhooks', name: words.webhooks.tab }] : []),
  ]
  return (
    <>
      <Heading title={words.developers.title}>
        <a class="button" href="/docs" rel="external">
          {words.developers.docs}
        </a>
      </Heading>
      {tabs.length > 0 && (
        <Tabs label={words.developers.tabs} title={words.developers.title} tabs={tabs} present={present} />
      )}
      {children}
    </>
  )
}
