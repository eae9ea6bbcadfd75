import type { HeldTable } from '@atavus/contract/account-data'
import { call } from '../lib/call.ts'
import { address } from '../lib/doors.ts'
import { number } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { Downloads } from '../pieces/downloads.tsx'
import { AreaField } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { Section } from '../pieces/section.tsx'
import { Await } from '../pieces/states.tsx'
import { RequestEntry } from '../requests/entry.tsx'
import { KindField, kindIn } from '../requests/kind-field.tsx'
import { fill, words } from '../words/words.ts'
import { Objecting } from './object.tsx'
import type { AccountProps } from './props.ts'

/** Everything held about whoever is signed in: to read, to take along, to have corrected. */
export function OwnData({ account }: AccountProps) {
  const said = words.account.data
  return (
    <>
      <Section title={said.take} text={said.takeText}>
        <div class="actions">
          <Downloads files={[{ name: said.download, href: address('accountExport') }]} proven />
        </div>
      </Section>
      <Section title={said.ask} text={said.askText}>
        <Requests />
      </Section>
      <Section title={said.object} text={said.objectText}>
        <Objecting account={account} />
      </Section>
      <Section title={said.held} text={said.heldText}>
        <Held />
      </Section>
    </>
  )
}

function Held() {
  const said = words.account.data
  const { state, again } = useLoad(signal => call('accountData', { signal }), [])
  return (
    <Await state={state} again={again} rows={5}>
      {({ tables }) => {
        const filled = tables.filter(({ rows }) => rows.length > 0)
        const empty = tables.filter(({ rows }) => rows.length === 0).map(({ table }) => table)
        return (
          <>
            {filled.map(table => (
              <Table key={table.table} {...table} />
            ))}
            <p class="hint">{fill(said.nothing, { tables: empty.join(', ') })}</p>
          </>
        )
      }}
    </Await>
  )
}

function Table({ table, retention, basis, columns, rows, more }: HeldTable) {
  const said = words.account.data
  return (
    <details class="card">
      <summary>
        <code>{table}</code> · {fill(said.rows, { rows: number(rows.length) })}
        {more && '+'}
      </summary>
      <p class="hint">
        {said.kept}: {retention}. {basis}
      </p>
      {rows.map((row, at) => (
        // Rows have no name of their own here, and their order stays.
        <dl key={at} class="facts">
          {Object.entries(row).map(
            ([name, value]) =>
              value !== null && (
                <div key={name}>
                  <dt title={columns[name]}>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      ))}
    </details>
  )
}

function Requests() {
  const said = words.account.data
  const { state, again } = useLoad(signal => call('ownRequests', { signal }), [])
  return (
    <>
      <Await state={state} again={again} rows={2}>
        {({ items }) => (
          <div class="entries">
            {items.map(request => (
              <RequestEntry key={request.id} request={request} />
            ))}
          </div>
        )}
      </Await>
      <div class="actions">
        <DialogButton dialog={close => <Ask onDone={again} onClose={close} />}>{said.askButton}</DialogButton>
      </div>
    </>
  )
}

function Ask({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const said = words.account.data
  async function ask(form: FormData) {
    await call('askRequest', { body: { kind: kindIn(form), words: String(form.get('words')).trim() } })
    onClose()
    onDone()
  }
  return (
    <FormDialog title={said.askButton} submit={words.requests.send} onSubmit={ask} onClose={onClose}>
      {error => (
        <>
          <KindField error={error} />
          <AreaField
            name="words"
            label={words.requests.asked}
            rows={5}
            maxLength={4000}
            error={error}
            required
          />
        </>
      )}
    </FormDialog>
  )
}
