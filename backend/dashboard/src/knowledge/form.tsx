import type { Document, NewDocument } from '@atavus/contract/console'
import { useState } from 'preact/hooks'
import { useMay } from '../frame/signed.ts'
import { call } from '../lib/call.ts'
import { useGuard } from '../lib/router.ts'
import { useSubmit } from '../lib/submit.ts'
import { AreaField, Field, TextField } from '../pieces/field.tsx'
import { Alert } from '../pieces/states.tsx'
import { language, words } from '../words/words.ts'
import { languageChoices } from './languages.ts'

interface Props {
  assistant: string
  document: Document | null
  onSaved: () => void
}

/** Title, address, language and text of a document. */
export function DocumentForm({ assistant, document, onSaved }: Props) {
  const mayWrite = useMay()('knowledge:write')
  const [dirty, setDirty] = useState(false)
  useGuard(dirty, words.leaveUnsaved)
  const { submit, busy, error } = useSubmit(async form => {
    const body = read(form)
    if (document) await call('changeDocument', { places: { assistant, document: document.id }, body })
    else await call('addDocument', { places: { assistant }, body })
    onSaved()
  })
  const { docTitle, docTitleHint, url, urlHint, docLanguage, text1, textHint } = words.knowledge
  const chosen = document?.language ?? language
  return (
    <form onSubmit={submit} onInput={() => setDirty(true)}>
      <fieldset class="whole stack" disabled={!mayWrite}>
        <TextField
          name="title"
          label={docTitle}
          hint={docTitleHint}
          value={document?.title ?? ''}
          maxLength={200}
          error={error}
          autocomplete="off"
          required
        />
        <div class="pair">
          <TextField
            name="url"
            type="url"
            label={url}
            hint={urlHint}
            value={document?.url ?? ''}
            pattern="https?://.*"
            title="https://…"
            maxLength={2000}
            error={error}
            autocomplete="off"
            optional
          />
          <Field name="language" label={docLanguage} error={error}>
            {control => (
              <select {...control}>
                {languageChoices(chosen).map(({ tag, name }) => (
                  <option key={tag} value={tag} selected={tag === chosen}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <AreaField
          name="text"
          class="document-text"
          label={text1}
          hint={textHint}
          value={document?.text ?? ''}
          rows={20}
          maxLength={200_000}
          error={error}
          required
        />
        <Alert error={error} />
        {mayWrite && (
          <div class="actions">
            <button type="submit" class="button primary" disabled={busy || (document !== null && !dirty)}>
              {document
                ? busy
                  ? words.saving
                  : words.save
                : busy
                  ? words.knowledge.creating
                  : words.knowledge.create}
            </button>
            <a class="button" href={`/assistants/${assistant}/knowledge`}>
              {words.cancel}
            </a>
          </div>
        )}
      </fieldset>
    </form>
  )
}

function read(form: FormData): NewDocument {
  const text = (name: string) => String(form.get(name))
  return {
    title: text('title').trim(),
    url: text('url').trim() || null,
    language: text('language'),
    text: text('text'),
  }
}
