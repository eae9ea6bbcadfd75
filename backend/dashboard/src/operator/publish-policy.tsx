import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import type { Answer } from '../lib/doors.ts'
import { useLoad } from '../lib/load.ts'
import { Refused } from '../lib/problem.ts'
import { AreaField, CheckField } from '../pieces/field.tsx'
import { FormDialog } from '../pieces/form-dialog.tsx'
import { fill, words } from '../words/words.ts'
import { Operated } from './gate.tsx'

type Shown = Answer<'previewPolicy'>

interface Props {
  text: string
  onDone: (versions: Answer<'policies'>) => void
  onClose: () => void
}

/** Writes the next version from the present one, with a look at how it will read. */
export function PublishPolicy({ text, onDone, onClose }: Props) {
  const said = words.policies
  const [written, setWritten] = useState(text)
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
            rows={12}
            maxLength={60_000}
            error={error}
            onText={setWritten}
            required
          />
          <Preview text={written} />
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

/** Shown when asked for; what was written since is shown when asked for again. */
function Preview({ text }: { text: string }) {
  const [asked, setAsked] = useState<string | null>(null)
  return (
    <div class="stack" aria-live="polite">
      <div class="actions">
        <button type="button" class="button small" onClick={() => setAsked(text)}>
          {words.policies.preview}
        </button>
      </div>
      {asked !== null && <Previewed text={asked} />}
    </div>
  )
}

function Previewed({ text }: { text: string }) {
  const said = words.policies
  const { state, again } = useLoad(signal => call('previewPolicy', { body: { text }, signal }), [text])
  if (state.phase === 'failed' && state.error instanceof Refused && state.error.code === 'invalid_request')
    return <p class="warn">{said.notReadable}</p>
  return (
    <Operated state={state} again={again} rows={3}>
      {({ chapters, lost }) => (
        <>
          <Chapters chapters={chapters} />
          {lost.length > 0 && <p class="hint">{fill(said.lost, { promises: lost.join(', ') })}</p>}
        </>
      )}
    </Operated>
  )
}

function Chapters({ chapters }: Pick<Shown, 'chapters'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="policy-preview" aria-label={words.policies.preview} tabIndex={0}>
      {chapters.map(({ title, passages }, at) => (
        <div key={at}>
          <h3>
            {at + 1}. {title}
          </h3>
          {passages.map(({ blocks, promises }, at) => (
            <div key={at}>
              {blocks.map(drawn)}
              {promises.length > 0 && <p class="quiet">{promises.join(' ')}</p>}
            </div>
          ))}
        </div>
      ))}
    </section>
  )
}

function drawn(block: Shown['chapters'][number]['passages'][number]['blocks'][number], at: number) {
  if ('paragraph' in block) return <p key={at}>{block.paragraph}</p>
  return (
    <ul key={at}>
      {block.items.map((item, at) => (
        <li key={at}>{item}</li>
      ))}
    </ul>
  )
}
