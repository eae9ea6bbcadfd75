import { AreaField, TextField } from '../../pieces/field.tsx'
import { ListField } from '../../pieces/list-field.tsx'
import { words } from '../../words/words.ts'
import { AccentField } from './accent.tsx'
import type { FieldsProps } from './props.ts'

export function LookFields({ assistant, error }: FieldsProps) {
  return (
    <>
      <TextField
        name="name"
        label={words.settings.name}
        value={assistant.name}
        maxLength={80}
        error={error}
        autocomplete="off"
        required
      />
      <AreaField
        name="greeting"
        label={words.settings.greeting}
        hint={words.settings.greetingHint}
        value={assistant.greeting}
        maxLength={500}
        error={error}
      />
      <ListField
        name="suggestions"
        label={words.settings.suggestions}
        hint={words.settings.suggestionsHint}
        row={words.settings.suggestion}
        add={words.settings.addSuggestion}
        values={assistant.suggestions}
        most={6}
        maxLength={120}
        error={error}
      />
      <AccentField accent={assistant.accent} error={error} />
    </>
  )
}
