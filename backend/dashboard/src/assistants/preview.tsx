import { useState } from 'preact/hooks'
import { call } from '../lib/call.ts'
import { useLoad } from '../lib/load.ts'
import { Field } from '../pieces/field.tsx'
import { Icon } from '../pieces/icon.tsx'
import { Await } from '../pieces/states.tsx'
import { type Language, languages } from '../words/pick.ts'
import { allWords, language as ours, words } from '../words/words.ts'

interface Props {
  assistant: { id: string }
  /** What is said about the chat, beside it. */
  text?: string
}

/** The chat as visitors have it, on a session of ours: with a ticket in place of the key, and out of the log. */
export function Preview({ assistant: { id }, text = words.preview.text }: Props) {
  const [language, setLanguage] = useState<Language>(ours)
  const { state, again } = useLoad(
    async signal => {
      const ticket = call('previewAssistant', { places: { assistant: id }, signal })
      // Fetched on the way in: no other room needs the chat.
      const { EmbeddedChat } = await import('@atavus/widget/chat/Embedded.tsx')
      return { EmbeddedChat, ...(await ticket) }
    },
    [id],
  )
  return (
    <div class="preview">
      <div class="preview-about stack">
        <p>
          <span class="badge">
            <Icon name="eye" />
            {words.preview.badge}
          </span>
        </p>
        <p class="lead">{text}</p>
        <Field name="language" label={words.preview.language}>
          {control => (
            <select {...control} onChange={event => setLanguage(event.currentTarget.value as Language)}>
              {languages.map(other => (
                <option key={other} value={other} selected={other === language}>
                  {allWords[other].languageName}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div class="actions">
          <button type="button" class="button" onClick={again} disabled={state.phase === 'loading'}>
            {words.preview.again}
          </button>
        </div>
      </div>
      <div class="preview-stage">
        <Await state={state} again={again} rows={4}>
          {({ EmbeddedChat, ticket }) => (
            <EmbeddedChat
              key={`${ticket} ${language}`}
              server={location.origin}
              credential={{ ticket }}
              language={language}
            />
          )}
        </Await>
      </div>
    </div>
  )
}
