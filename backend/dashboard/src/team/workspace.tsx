import type { Workspace } from '@atavus/contract/workspace'
import { useId } from 'preact/hooks'
import { useMay, useSigned } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { number } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { useSubmit } from '../lib/submit.ts'
import { FactList } from '../pieces/facts.tsx'
import { Field, TextField } from '../pieces/field.tsx'
import { Alert, Await } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'
import { CeilingField, ceilingIn } from './ceiling.tsx'

/** The workspace's name, its time zone and its ceilings: to change, or to read where one may not. */
export function WorkspaceSettings() {
  const may = useMay()
  const { state, again, put } = useLoad(signal => call('workspace', { signal }), [])
  return (
    <Await state={state} again={again} rows={4}>
      {workspace =>
        may('workspace:manage') ? (
          <WorkspaceForm workspace={workspace} onChanged={put} />
        ) : (
          <Facts {...workspace} />
        )
      }
    </Await>
  )
}

function WorkspaceForm({
  workspace,
  onChanged,
}: {
  workspace: Workspace
  onChanged: (workspace: Workspace) => void
}) {
  // Its name and its days stand elsewhere on the page, too.
  const { again } = useSigned()
  const { sending, submit, busy, error } = useSubmit(async form => {
    const body = {
      name: String(form.get('name')).trim(),
      timeZone: String(form.get('timeZone')).trim(),
      messagesPerDay: ceilingIn(form, 'messagesPerDay'),
      tokensPerDay: ceilingIn(form, 'tokensPerDay'),
    }
    onChanged(await call('changeWorkspace', { body }))
    again()
  })
  const { name, timeZone, timeZoneHint, messages, tokens } = words.team.fields
  return (
    <form class="stack" onSubmit={submit}>
      <TextField
        name="name"
        label={name}
        value={workspace.name}
        maxLength={80}
        error={error}
        autocomplete="off"
        required
      />
      <TimeZoneField label={timeZone} hint={timeZoneHint} value={workspace.timeZone} error={error} />
      <CeilingField
        name="messagesPerDay"
        label={messages}
        value={workspace.messagesPerDay}
        most={10_000_000}
        error={error}
      />
      <CeilingField
        name="tokensPerDay"
        label={tokens}
        value={workspace.tokensPerDay}
        most={10_000_000_000}
        error={error}
      />
      <Alert error={error} />
      <div class="actions">
        <button type="submit" class="button primary" disabled={busy}>
          {busy ? words.saving : words.save}
        </button>
        <span class="save-state" role="status">
          {sending.phase === 'done' ? words.saved : ''}
        </span>
      </div>
    </form>
  )
}

interface TimeZoneProps {
  label: string
  hint: string
  value: string
  error: unknown
}

/** The browser knows the names, and finds one by any part of it. */
function TimeZoneField({ value, ...frame }: TimeZoneProps) {
  const list = useId()
  return (
    <Field name="timeZone" {...frame}>
      {control => (
        <>
          <input
            {...control}
            list={list}
            defaultValue={value}
            maxLength={60}
            autocomplete="off"
            spellcheck={false}
            required
          />
          <datalist id={list}>
            {['UTC', ...Intl.supportedValuesOf('timeZone')].map(zone => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}

function Facts({ name, timeZone, messagesPerDay, tokensPerDay, createdAt }: Workspace) {
  const said = words.team.fields
  const ceiling = (value: number | null) => (value === null ? said.none : number(value))
  const facts = [
    [said.name, name],
    [said.timeZone, timeZone],
    [said.messages, ceiling(messagesPerDay)],
    [said.tokens, ceiling(tokensPerDay)],
    [said.since, <Time iso={createdAt} only="day" />],
  ] as const
  return <FactList class="facts" facts={facts} />
}
