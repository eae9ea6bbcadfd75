import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { number } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { DialogButton } from '../pieces/dialog-button.tsx'
import { Entry } from '../pieces/entry.tsx'
import { AreaField, CheckField } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { Time } from '../pieces/time.tsx'
import { fill, words } from '../words/words.ts'
import { Operated } from './gate.tsx'

type Versions = Answer<'policies'>

/** The privacy policy in its versions, whom each has reached, and the way to the next. */
export function Policies() {
  const { state, again, put } = useLoad(signal => call('policies', { signal }), [])
  return (
    <Operated state={state} again={again} rows={3}>
      {versions => (
        <>
          <div class="bar">
            <p class="lead">{words.policies.text}</p>
            <DialogButton
              tone="primary"
              dialog={close => <Publish text={versions.text} onDone={put} onClose={close} />}
            >
              {words.policies.publish}
            </DialogButton>
          </div>
          <div class="entries">
            {versions.items.map(version => (
              <Version key={version.version} {...version} />
            ))}
          </div>
        </>
      )}
    </Operated>
  )
}

function Version({ version, hash, summary, significant, publishedAt, ...counts }: Versions['items'][number]) {
  const said = words.policies
  const told = significant && version > 1
  const facts = [
    [said.publishedAt, <Time key="at" iso={publishedAt} />],
    [said.hash, <code key="hash">{hash.slice(0, 12)}</code>],
    ...(told
      ? ([
          [said.told, number(counts.told)],
          [said.sent, number(counts.sent)],
          [said.read, number(counts.read)],
        ] as const)
      : []),
  ] as const
  return (
    <Entry
      title={fill(said.version, { version })}
      heading="h2"
      state={told ? said.yes : null}
      facts={facts}
      more={summary && <p class="written">{summary}</p>}
    >
      <a class="button small" href={`/privacy/${hash}`} rel="external">
        {said.open}
      </a>
    </Entry>
  )
}

interface PublishProps {
  text: string
  onDone: (versions: Versions) => void
  onClose: () => void
}

function Publish({ text, onDone, onClose }: PublishProps) {
  const said = words.policies
  async function publish(form: FormData) {
    const body = {
      text: String(form.get('text')),
      summary: String(form.get('summary')).trim(),
      significant: form.has('significant'),
    }
    onDone(await call('publishPolicy', { body }))
    onClose()
  }
  return (
    <FormDialog
      title={said.publish}
      submit={said.submit}
      busy={said.busy}
      onSubmit={publish}
      onClose={onClose}
    >
      {error => (
        <>
          <AreaField
            name="text"
            label={said.words}
            hint={said.wordsHint}
            value={text}
            rows={14}
            maxLength={60_000}
            error={error}
            required
          />
          <AreaField
            name="summary"
            label={said.summary}
            hint={said.summaryHint}
            maxLength={1000}
            error={error}
            required
          />
          <CheckField name="significant" label={said.significant} hint={said.significantHint} />
        </>
      )}
    </FormDialog>
  )
}
