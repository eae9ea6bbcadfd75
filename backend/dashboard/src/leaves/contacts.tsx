import type { Assistant, ProposedContacts } from '@atavus/contract/console'
import { useRef, useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { useSubmit } from '../lib/submit.ts'
import { TextField } from '../pieces/field.tsx'
import { Icon } from '../pieces/icon.tsx'
import { Alert, Await } from '../pieces/states.tsx'
import { count, fill, words } from '../words/words.ts'

interface Props {
  assistant: Assistant
  onChanged: (assistant: Assistant) => void
}

/** The site's own contact data; each click is saved at once. */
export function Contacts({ assistant, onChanged }: Props) {
  const { publicContacts } = assistant
  const told = words.leaves.contacts
  const places = { assistant: assistant.id }
  const { state, again } = useLoad(signal => call('proposedContacts', { places, signal }), [assistant.id])
  const [said, setSaid] = useState('')
  const [error, setError] = useState<unknown>(null)
  const saving = useRef(false)
  const kept = useRef<HTMLHeadingElement>(null)

  async function save(contacts: string[]) {
    onChanged(await call('changeAssistant', { places, body: { publicContacts: contacts } }))
  }
  /** One at a time: the next list begins with what this one gives. */
  async function click(contacts: string[], outcome: string) {
    if (saving.current) return
    saving.current = true
    setError(null)
    setSaid('')
    try {
      await save(contacts)
      setSaid(outcome)
      kept.current?.focus()
    } catch (refusal) {
      setError(refusal)
    }
    saving.current = false
  }
  const add = (value: string) => click([...publicContacts, value], fill(told.added, { value }))
  const drop = (value: string) =>
    click(
      publicContacts.filter(other => other !== value),
      fill(told.dropped, { value }),
    )
  const byHand = useSubmit(async (form, element) => {
    const value = String(form.get('contact')).trim()
    if (value && !publicContacts.includes(value)) await save([...publicContacts, value])
    element.reset()
  })

  return (
    <>
      <div class="contacts">
        <h3 ref={kept} tabIndex={-1}>
          {told.kept}
        </h3>
        {publicContacts.length === 0 && <p class="hint">{told.none}</p>}
        <ul>
          {publicContacts.map(value => (
            <li key={value}>
              <bdi>{value}</bdi>
              <button
                type="button"
                class="icon-button"
                aria-label={`${words.remove}: ${value}`}
                onClick={() => drop(value)}
              >
                <Icon name="cross" />
              </button>
            </li>
          ))}
        </ul>
        <p class="hint" role="status">
          {said}
        </p>
      </div>
      <Alert error={error} />
      <form class="add-contact" onSubmit={byHand.submit}>
        <TextField name="contact" label={told.byHand} maxLength={200} autocomplete="off" required />
        <button type="submit" class="button" disabled={byHand.busy}>
          {told.add}
        </button>
        <Alert error={byHand.error} />
      </form>
      <div class="contacts">
        <h3>{told.found}</h3>
        <Await state={state} again={again} rows={2}>
          {({ items }) => (
            <Proposals items={items.filter(({ value }) => !publicContacts.includes(value))} onKeep={add} />
          )}
        </Await>
      </div>
    </>
  )
}

function Proposals({ items, onKeep }: ProposedContacts & { onKeep: (value: string) => void }) {
  const told = words.leaves.contacts
  if (items.length === 0) return <p class="hint">{told.foundNone}</p>
  return (
    <ul>
      {items.map(({ kind, value, documents, title }) => (
        <li key={value}>
          <span>
            <bdi>{value}</bdi>
            <span class="address">
              {words.kinds[kind]} ·{' '}
              {fill(told.where, { documents: count(words.units.documents, documents), title })}
            </span>
          </span>
          <button
            type="button"
            class="button small"
            aria-label={`${told.keep}: ${value}`}
            onClick={() => onKeep(value)}
          >
            {told.keep}
          </button>
        </li>
      ))}
    </ul>
  )
}
