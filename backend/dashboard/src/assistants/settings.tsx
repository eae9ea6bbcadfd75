import type { Assistant, Models } from '@atavus/contract/console'
import { useRef, useState } from 'preact/hooks'
import { useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { useGuard } from '../lib/router.ts'
import { useSubmit } from '../lib/submit.ts'
import { Section } from '../pieces/section.tsx'
import { Alert, Await } from '../pieces/states.tsx'
import { words } from '../words/words.ts'
import { changeIn, isChanged } from './change.ts'
import { DeleteAssistant } from './delete.tsx'
import { AnswerFields } from './fields/answers.tsx'
import { BudgetFields } from './fields/budgets.tsx'
import { LookFields } from './fields/look.tsx'
import { NoticeFields } from './fields/notice.tsx'
import { SiteFields } from './fields/sites.tsx'

interface Props {
  assistant: Assistant
  onChanged: (assistant: Assistant) => void
}

/** The settings, once it is known which models there are. */
export function Settings(props: Props) {
  const { state, again } = useLoad(signal => call('models', { signal }), [])
  return (
    <Await state={state} again={again} rows={6}>
      {({ items }) => <SettingsForm {...props} models={items} />}
    </Await>
  )
}

/** Everything about an assistant in one form; only what differs is sent. */
function SettingsForm({ assistant, onChanged, models }: Props & { models: Models['items'] }) {
  const mayWrite = useMay()('assistants:write')
  const form = useRef<HTMLFormElement>(null)
  const [dirty, setDirty] = useState(false)
  const [round, setRound] = useState(0)
  const { sending, submit, busy, error } = useSubmit(async data => {
    const change = changeIn(data, assistant)
    const changed = isChanged(change)
      ? await call('changeAssistant', { places: { assistant: assistant.id }, body: change })
      : assistant
    setDirty(form.current !== null && isChanged(changeIn(new FormData(form.current), changed)))
    onChanged(changed)
  })
  useGuard(dirty, words.leaveUnsaved)

  const notice = () =>
    setDirty(form.current !== null && isChanged(changeIn(new FormData(form.current), assistant)))
  function discard() {
    setDirty(false)
    setRound(round + 1)
  }
  const fields = { assistant, error }
  return (
    <>
      {!mayWrite && <p class="note apart">{words.settings.readOnly}</p>}
      <form key={round} ref={form} class="settings" onSubmit={submit} onInput={notice}>
        <fieldset class="whole" disabled={!mayWrite}>
          <Section {...words.settings.look}>
            <LookFields {...fields} />
          </Section>
          <Section {...words.settings.sites}>
            <SiteFields {...fields} />
          </Section>
          <Section {...words.settings.answers}>
            <AnswerFields {...fields} models={models} />
          </Section>
          <Section {...words.settings.notice}>
            <NoticeFields {...fields} />
          </Section>
          <Section {...words.settings.budgets}>
            <BudgetFields {...fields} />
          </Section>
        </fieldset>
        {mayWrite && (
          <div class={dirty || sending.phase !== 'idle' ? 'save-bar shown' : 'save-bar'}>
            <Alert error={error} />
            <span class="save-state" role="status">
              {dirty ? words.unsaved : sending.phase === 'done' ? words.saved : ''}
            </span>
            <div class="actions">
              <button type="button" class="button" onClick={discard} disabled={!dirty || busy}>
                {words.discard}
              </button>
              <button type="submit" class="button primary" disabled={!dirty || busy}>
                {busy ? words.saving : words.save}
              </button>
            </div>
          </div>
        )}
      </form>
      {mayWrite && (
        <Section {...words.settings.key}>
          <DeleteAssistant assistant={assistant} />
        </Section>
      )}
    </>
  )
}
