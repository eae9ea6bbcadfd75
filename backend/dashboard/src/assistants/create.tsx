import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { go, useGuard } from '../lib/router.ts'
import { useSubmit } from '../lib/submit.ts'
import { BackLink } from '../pieces/back-link.tsx'
import { TextField } from '../pieces/field.tsx'
import { Heading } from '../pieces/heading.tsx'
import { Alert } from '../pieces/states.tsx'
import { words } from '../words/words.ts'

/** The least that an assistant needs; from here the way leads to its knowledge. */
export function CreateAssistant() {
  const [touched, setTouched] = useState(false)
  useGuard(touched, words.leaveUnsaved)
  const { submit, busy, error } = useSubmit(async form => {
    const text = (name: string) => String(form.get(name)).trim()
    const assistant = await call('createAssistant', {
      body: {
        name: text('name'),
        controllerName: text('controllerName'),
        controllerContact: text('controllerContact'),
      },
    })
    go(`/assistants/${assistant.id}/knowledge`, { replace: true, force: true })
  })
  return (
    <div class="narrow">
      <BackLink to="/assistants" name={words.assistants.title} />
      <Heading title={words.create.title} />
      <p class="lead">{words.create.lead}</p>
      <form class="stack" onSubmit={submit} onInput={() => setTouched(true)}>
        <TextField
          name="name"
          label={words.create.name}
          hint={words.create.nameHint}
          maxLength={80}
          error={error}
          autocomplete="off"
          required
        />
        <TextField
          name="controllerName"
          label={words.create.controllerName}
          hint={words.create.controllerNameHint}
          maxLength={120}
          error={error}
          autocomplete="organization"
          required
        />
        <TextField
          name="controllerContact"
          label={words.create.controllerContact}
          hint={words.create.controllerContactHint}
          maxLength={200}
          error={error}
          autocomplete="email"
          required
        />
        <Alert error={error} />
        <div class="actions">
          <button type="submit" class="button primary" disabled={busy}>
            {busy ? words.create.busy : words.create.submit}
          </button>
          <a class="button" href="/assistants">
            {words.cancel}
          </a>
        </div>
      </form>
    </div>
  )
}
