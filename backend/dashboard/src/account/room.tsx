import type { VNode } from 'preact'
import { useAccount } from '../frame/signed.ts'
import { Heading } from '../pieces/heading.tsx'
import { Missing, Waiting } from '../pieces/states.tsx'
import { Tabs } from '../pieces/tabs.tsx'
import { words } from '../words/words.ts'
import { Activity } from './activity.tsx'
import { OwnData } from './data.tsx'
import { DeleteAccount } from './delete.tsx'
import { Email } from './email.tsx'
import { Factor } from './factor.tsx'
import { Password } from './password.tsx'
import { Profile } from './profile.tsx'
import type { AccountTab } from './props.ts'
import { Sessions } from './sessions.tsx'

const tabs = {
  profile: account => <Profile account={account} />,
  email: account => <Email account={account} />,
  password: account => <Password account={account} />,
  factor: account => <Factor account={account} />,
  sessions: () => <Sessions />,
  activity: () => <Activity />,
  data: account => <OwnData account={account} />,
  delete: account => <DeleteAccount account={account} />,
} satisfies Record<string, AccountTab>
const names = Object.keys(tabs) as (keyof typeof tabs)[]

/** One's own account; its parts have addresses of their own. */
export function AccountRoom({ tab }: { tab: string }) {
  const account = useAccount()
  if (!Object.hasOwn(tabs, tab)) return <Missing />
  if (!account) return <Waiting rows={4} />
  const draw: (account: Parameters<AccountTab>[0]) => VNode = tabs[tab as keyof typeof tabs]
  return (
    <>
      <Heading title={words.account.title} />
      <Tabs
        label={words.account.tabs.label}
        title={words.account.title}
        present={`/account/${tab}`}
        tabs={names.map(name => ({ to: `/account/${name}`, name: words.account.tabs[name] }))}
      />
      {draw(account)}
    </>
  )
}
