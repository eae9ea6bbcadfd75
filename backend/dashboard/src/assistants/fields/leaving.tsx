import { countriesWith } from '../../lib/countries.ts'
import { CheckField } from '../../pieces/field.tsx'
import { ListField } from '../../pieces/list-field.tsx'
import { words } from '../../words/words.ts'
import type { FieldsProps } from './props.ts'

/** `local`: there is a language model on this server. Shown by the style sheet while the model outside is chosen. */
export function LeavingFields({ assistant, error, local }: FieldsProps & { local: boolean }) {
  const { leaving } = words.settings
  return (
    <fieldset class="field leaving">
      <legend>{leaving.title}</legend>
      <p class="hint">
        {leaving.text} <a href={`/assistants/${assistant.id}/leaves`}>{leaving.look}</a>
      </p>
      <CheckField
        name="localFallback"
        label={leaving.localFallback}
        hint={leaving.localFallbackHint}
        checked={assistant.localFallback}
      />
      <CheckField
        name="secondLook"
        label={leaving.secondLook}
        hint={local ? leaving.secondLookHint : leaving.secondLookMissing}
        checked={assistant.secondLook}
        disabled={!local && !assistant.secondLook}
      />
      <ListField
        name="regions"
        label={leaving.regions}
        hint={leaving.regionsHint}
        row={leaving.region}
        add={leaving.addRegion}
        values={assistant.regions}
        choices={countriesWith(assistant.regions)}
        most={8}
        error={error}
      />
    </fieldset>
  )
}
