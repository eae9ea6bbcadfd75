import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { day } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { BackLink } from '../pieces/back-link.tsx'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { Entry } from '../pieces/entry.tsx'
import { CheckField } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Time } from '../pieces/time.tsx'
import { UntilField, untilIn } from '../privacy/until-field.tsx'
import { fill, words } from '../words/words.ts'
import { DeleteChild } from './child.tsx'
import { Operated } from './gate.tsx'
import { ReasonField, reasonIn } from './reason-field.tsx'
import { WorkspaceTabs } from './workspace-tabs.tsx'

type Held = Answer<'operatedHolds'>

/** What the law wants of an operator for one workspace: to hold its conversations, and to delete a child's at once. */
export function OperatedHolds({ workspace }: { workspace: string }) {
  const said = words.operator.law
  const { state, again } = useLoad(
    signal => call('operatedHolds', { places: { workspace }, signal }),
    [workspace],
  )
  return (
    <>
      <BackLink to="/operator/workspaces" name={words.operator.access.toList} />
      <Operated state={state} again={again} rows={6} page>
        {held => (
          <>
            <Heading title={fill(said.title, { name: held.workspace })} />
            <WorkspaceTabs workspace={workspace} part="holds" />
            <Holds workspace={workspace} held={held} onChanged={again} />
            <section class="over">
              <h2>{said.child}</h2>
              <div class="bar">
                <p class="lead">{said.childText}</p>
                <DeleteChild workspace={workspace} />
              </div>
            </section>
          </>
        )}
      </Operated>
    </>
  )
}

function Holds({ workspace, held, onChanged }: { workspace: string; held: Held; onChanged: () => void }) {
  const said = words.operator.law
  return (
    <section>
      <h2>{said.holds}</h2>
      <div class="bar">
        <p class="lead">{held.items.length ? said.text : `${said.none} ${said.text}`}</p>
        <DialogButton
          tone="primary"
          dialog={close => (
            <MakeHold workspace={workspace} name={held.workspace} onDone={onChanged} onClose={close} />
          )}
        >
          {said.make}
        </DialogButton>
      </div>
      <div class="entries">
        {held.items.map(hold => (
          <HoldEntry key={hold.id} workspace={workspace} hold={hold} onEnded={onChanged} />
        ))}
      </div>
    </section>
  )
}

interface MakeProps {
  workspace: string
  name: string
  onDone: () => void
  onClose: () => void
}

function MakeHold({ workspace, name, onDone, onClose }: MakeProps) {
  const said = words.operator.law
  async function make(form: FormData) {
    const body = { reason: reasonIn(form), silent: !form.has('told'), until: untilIn(form) }
    await call('operatorHold', { places: { workspace }, body })
    onClose()
    onDone()
  }
  return (
    <FormDialog
      title={fill(said.makeTitle, { name })}
      submit={words.holds.submit}
      onSubmit={make}
      onClose={onClose}
    >
      {error => (
        <>
          <p>{said.explain}</p>
          <UntilField error={error} />
          <ReasonField hint={said.reasonHint} error={error} />
          <CheckField name="told" label={said.told} hint={said.toldHint} />
        </>
      )}
    </FormDialog>
  )
}

interface EntryProps {
  workspace: string
  hold: Held['items'][number]
  onEnded: () => void
}

function HoldEntry({ workspace, hold, onEnded }: EntryProps) {
  const said = words.holds
  const { id, reason, silent, by, createdAt, until } = hold
  const facts = [
    [said.until, <Time key="until" iso={until} only="day" />],
    [said.by, <bdi key="by">{by ?? '–'}</bdi>],
    [said.since, <Time key="since" iso={createdAt} only="day" />],
    [said.shown, silent ? said.silent : said.open],
  ] as const
  const end = (form: FormData) =>
    call('endOperatorHold', { places: { workspace, hold: id }, body: { reason: reasonIn(form) } })
  return (
    <Entry title={said.everything} state={said.stands} facts={facts} more={<p class="written">{reason}</p>}>
      <DialogButton
        tone="danger-quiet"
        label={`${said.end}: ${reason}`}
        dialog={close => (
          <FormDialog
            title={said.endTitle}
            submit={said.end}
            tone="danger"
            onSubmit={form => end(form).then(close).then(onEnded)}
            onClose={close}
          >
            {error => (
              <>
                <p>{fill(said.endText, { day: day(until) })}</p>
                <ReasonField hint={words.operator.law.reasonHint} error={error} />
              </>
            )}
          </FormDialog>
        )}
      >
        {said.end}
      </DialogButton>
    </Entry>
  )
}
