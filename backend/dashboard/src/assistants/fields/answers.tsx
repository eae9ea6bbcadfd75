import type { Assistant } from '@atavus/contract/console'
import { useId } from 'preact/hooks'
import { AreaField, CheckField } from '../../pieces/field.tsx'
import { words } from '../../words/words.ts'
import type { FieldsProps } from './props.ts'

const models = ['quote', 'ollama', 'deepseek'] as const

export function AnswerFields({ assistant, error }: FieldsProps) {
  return (
    <>
      <fieldset class="field choices">
        <legend>{words.settings.model}</legend>
        {models.map(model => (
          <Choice key={model} model={model} chosen={assistant.model} />
        ))}
      </fieldset>
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

/** DeepSeek is shown, so that nobody looks for it, but stays out of reach: the chat would refuse every message. */
function Choice({ model, chosen }: { model: Assistant['model']; chosen: Assistant['model'] }) {
  const id = useId()
  return (
    <div class="choice">
      <input
        type="radio"
        id={id}
        name="model"
        value={model}
        defaultChecked={model === chosen}
        disabled={model === 'deepseek' && chosen !== 'deepseek'}
        aria-describedby={`${id}-text`}
      />
      <div>
        <label for={id}>{words.models[model].title}</label>
        <p class="hint" id={`${id}-text`}>
          {words.models[model].text}
        </p>
      </div>
    </div>
  )
}
