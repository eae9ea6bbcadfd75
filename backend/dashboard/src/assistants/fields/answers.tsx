import type { Models } from '@atavus/contract/console'
import { AreaField, CheckField } from '../../pieces/field.tsx'
import { words } from '../../words/words.ts'
import { LeavingFields } from './leaving.tsx'
import { ModelChoice } from './model.tsx'
import type { FieldsProps } from './props.ts'

export function AnswerFields({ models, ...fields }: FieldsProps & { models: Models['items'] }) {
  const { assistant, error } = fields
  return (
    <>
      <fieldset class="field choices">
        <legend>{words.settings.model}</legend>
        {models.map(model => (
          <ModelChoice key={model.name} model={model} chosen={assistant.model} />
        ))}
      </fieldset>
      <LeavingFields
        {...fields}
        local={models.some(({ name, available }) => name === 'ollama' && available)}
      />
      <CheckField
        name="quoteFallback"
        label={words.settings.quoteFallback}
        hint={words.settings.quoteFallbackHint}
        checked={assistant.quoteFallback}
      />
      <AreaField
        name="instructions"
        label={words.settings.instructions}
        hint={words.settings.instructionsHint}
        value={assistant.instructions}
        maxLength={8000}
        rows={5}
        error={error}
      />
    </>
  )
}
