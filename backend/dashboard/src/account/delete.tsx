import { useState } from 'preact/hooks'
import { PerhapsPlanGoes } from '../billing/goes.tsx'
import { call } from '../lib/call.ts'
import { Refused } from '../lib/problem.ts'
import { useSubmit } from '../lib/submit.ts'
import { Confirm } from '../pieces/confirm.tsx'
import { Deleted, type DeletionReceipt } from '../pieces/deleted.tsx'
import { CheckField } from '../pieces/field.tsx'
import { Icon } from '../pieces/icon.tsx'
import { Section } from '../pieces/section.tsx'
import { fill, words } from '../words/words.ts'
import type { AccountProps } from './props.ts'

/** Deletes the account; the workspaces that go along are ticked one by one. */
export function DeleteAccount({ account }: AccountProps) {
  const told = words.account.delete
  const [asking, setAsking] = useState<string[] | null>(null)
  const { submit } = useSubmit(async form => setAsking(form.getAll('workspaces').map(String)))
  const owned = account.workspaces.filter(({ role }) => role === 'owner')
  return (
    <Section title={told.title} text={told.text}>
      <form class="stack" onSubmit={submit}>
        <p>{told.deleted}</p>
        <ul class="plain-list">
          {told.goes.map(item => (
            <li key={item}>{item}</li>
          ))}
        </ul>
        {owned.length > 0 && (
          <fieldset class="stack">
            <legend>{told.along}</legend>
            <p class="hint">{told.alongHint}</p>
            {owned.map(({ id, name }) => (
              <CheckField key={id} name="workspaces" value={id} label={<bdi>{name}</bdi>} />
            ))}
          </fieldset>
        )}
        <div class="actions">
          <button type="submit" class="button danger-quiet">
            {told.button}
          </button>
        </div>
      </form>
      {asking && (
        <Sure along={owned.filter(({ id }) => asking.includes(id))} onClose={() => setAsking(null)} />
      )}
    </Section>
  )
}

interface SureProps {
  along: { id: string; name: string }[]
  onClose: () => void
}

function Sure({ along, onClose }: SureProps) {
  const told = words.account.delete
  const [deleted, setDeleted] = useState<DeletionReceipt | null>(null)
  const [lastOwner, setLastOwner] = useState(false)

  async function remove() {
    try {
      setDeleted(await call('deleteAccount', { body: { workspaces: along.map(({ id }) => id) } }))
    } catch (refusal) {
      const last = refusal instanceof Refused && refusal.code === 'last_owner'
      setLastOwner(last)
      if (last) return
      throw refusal
    }
  }
  // A whole load: nothing of the account stays in this page's memory.
  if (deleted) return <Deleted deleted={deleted} onClose={() => location.assign('/sign-in?done=deleted')} />
  return (
    <Confirm title={told.sure} submit={told.submit} onConfirm={remove} onClose={onClose}>
      <p>{along.length > 0 ? told.with : told.without}</p>
      {along.length > 0 && (
        <ul class="plain-list">
          {along.map(({ id, name }) => (
            <li key={id}>{fill(told.workspace, { name })}</li>
          ))}
        </ul>
      )}
      {along.length > 0 && <PerhapsPlanGoes />}
      <div role="alert">
        {lastOwner && (
          <p class="callout">
            <Icon name="warning" />
            <span>
              {told.lastOwner} <a href="/team">{words.nav.team}</a>
            </span>
          </p>
        )}
      </div>
    </Confirm>
  )
}
