import { Confirm } from '@atavus/widget/chat/Confirm.tsx'
import { useEffect, useState } from 'preact/hooks'
import type { Held } from '../client/accounts.ts'
import { isolated } from '../lib/isolated.ts'
import { closeSites } from '../page/open-sites.ts'
import type { Ground } from './ground.ts'

interface Props {
  ground: Ground
  held: Held
  onChange(): void
  onAdd(): void
}

/** The accounts that this browser is signed in to: to change between them, to add one, to sign out. */
export function Accounts({ ground: { house, words, chat }, held, onChange, onAdd }: Props) {
  const { settings } = words
  const [all, setAll] = useState<Held[]>([held])
  /** The one server that an administrator lets be used. */
  const [only, setOnly] = useState<string | null>(null)
  const [leaving, setLeaving] = useState<string | null>(null)
  useEffect(() => {
    house.accounts.all().then(setAll)
    house.choices.server().then(({ server, fixed }) => fixed && setOnly(server))
  }, [])

  async function use(device: string) {
    await house.accounts.choose(device)
    onChange()
  }
  async function signOut(device: string) {
    await house.accounts.signOut(device)
    const left = await house.accounts.all()
    // With the last account every site is closed again.
    if (left.length === 0) await closeSites(() => true)
    setAll(left)
    onChange()
  }
  return (
    <section>
      <h3>{settings.accounts}</h3>
      <ul>
        {all.map(({ device, server, account }) => (
          <li key={device}>
            <div class="entry">
              <span class="of">
                <span class="name">{account.username}</span>
                <span class="part">
                  {[account.email && isolated(account.email), settings.signedIn(new URL(server).host)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              {device !== held.device && (!only || server === only) && (
                <button type="button" class="small" onClick={() => use(device)}>
                  {settings.use}
                </button>
              )}
              <button type="button" class="small" onClick={() => setLeaving(device)}>
                {settings.out}
              </button>
            </div>
            {leaving === device && (
              <Confirm
                ask={settings.outAsk}
                yes={settings.out}
                words={chat}
                onYes={() => signOut(device)}
                onNo={() => setLeaving(null)}
              />
            )}
          </li>
        ))}
      </ul>
      <button type="button" class="small" onClick={onAdd}>
        {settings.add}
      </button>
    </section>
  )
}
