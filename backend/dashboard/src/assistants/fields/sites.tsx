import { ListField } from '../../pieces/list-field.tsx'
import { words } from '../../words/words.ts'
import { originOf } from '../origins.ts'
import type { FieldsProps } from './props.ts'

export function SiteFields({ assistant, error }: FieldsProps) {
  return (
    <ListField
      name="origins"
      label={words.settings.origins}
      hint={words.settings.originsHint}
      row={words.settings.origin}
      add={words.settings.addOrigin}
      values={assistant.origins}
      most={50}
      maxLength={253}
      inputMode="url"
      tidy={originOf}
      invalid={words.settings.originInvalid}
      error={error}
    />
  )
}
