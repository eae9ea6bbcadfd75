import type { SentPrompt } from '@atavus/contract/console'
import { useState } from 'preact/hooks'
import { Marked } from '../leaves/marked.tsx'
import { Placeholders } from '../leaves/placeholders.tsx'
import { call } from '../lib/call.ts'
import { countryName } from '../lib/format.ts'
import { useLoad } from '../lib/load.ts'
import { Refused } from '../lib/problem.ts'
import { CodeToCopy } from '../pieces/copy.tsx'
import { Dialog } from '../pieces/dialog.tsx'
import { Await } from '../pieces/states.tsx'
import { Time } from '../pieces/time.tsx'
import { words } from '../words/words.ts'

interface Props {
  conversation: string
  answer: string
}

/** A button that shows all that left the server for one answer. */
export function PromptButton(props: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" class="button small" onClick={() => setOpen(true)}>
        {words.prompt.show}
      </button>
      {open && (
        <Dialog title={words.prompt.title} onClose={() => setOpen(false)}>
          <Prompt {...props} />
        </Dialog>
      )}
    </>
  )
}

function Prompt(places: Props) {
  const { state, again } = useLoad(signal => found(call('sentPrompt', { places: { ...places }, signal })), [])
  return (
    <Await state={state} again={again} rows={6}>
      {prompt => (prompt ? <Whole prompt={prompt} /> : <p>{words.prompt.gone}</p>)}
    </Await>
  )
}

/** Null when it was deleted with its conversation since the page was loaded, or when nothing was sent. */
function found(prompt: Promise<SentPrompt>): Promise<SentPrompt | null> {
  return prompt.catch(error => {
    if (error instanceof Refused && error.code === 'not_found') return null
    throw error
  })
}

function Whole({
  prompt: { recipient, country, sentAt, messages, body, hash, masked },
}: {
  prompt: SentPrompt
}) {
  const { roles, sentTo, at, standFor, nothing } = words.prompt
  return (
    <div class="stack">
      <dl class="details">
        <div>
          <dt>{sentTo}</dt>
          <dd>
            {recipient}, {countryName(country)}
          </dd>
        </div>
        <div>
          <dt>{at}</dt>
          <dd>
            <Time iso={sentAt} />
          </dd>
        </div>
      </dl>
      {messages.map(({ role, content }, index) => (
        <section key={index}>
          <h3>{roles[role]}</h3>
          <Marked text={content} masked={masked} />
        </section>
      ))}
      <section>
        <h3>{standFor}</h3>
        {masked.length > 0 ? <Placeholders masked={masked} /> : <p class="hint">{nothing}</p>}
      </section>
      {body !== null && <Body body={body} hash={hash} />}
    </div>
  )
}

/** The request as it left, and what its bytes hash to: whoever wants to can compare. */
function Body({ body, hash }: { body: string; hash: string | null }) {
  const { request, requestText } = words.prompt
  return (
    <details class="fold">
      <summary>{request}</summary>
      <p class="hint">{requestText}</p>
      <pre class="sent-words">{body}</pre>
      {hash && <CodeToCopy code={hash} label={words.prompt.hash} />}
    </details>
  )
}
