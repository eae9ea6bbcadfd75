import { useState } from 'preact/hooks'
import { AreaField, TextField } from '../../pieces/field.tsx'
import { count, fill, words } from '../../words/words.ts'
import { NumberField } from './number.tsx'
import type { FieldsProps } from './props.ts'

export function NoticeFields({ assistant, error }: FieldsProps) {
  return (
    <>
      <TextField
        name="controllerName"
        label={words.settings.controllerName}
        value={assistant.controllerName}
        maxLength={120}
        error={error}
        autocomplete="organization"
        required
      />
      <TextField
        name="controllerContact"
        label={words.settings.controllerContact}
        value={assistant.controllerContact}
        maxLength={200}
        error={error}
        autocomplete="off"
        required
      />
      <TextField
        name="controllerAddress"
        label={words.settings.controllerAddress}
        hint={words.settings.controllerAddressHint}
        value={assistant.controllerAddress}
        maxLength={300}
        error={error}
        autocomplete="street-address"
        optional
      />
      <AreaField
        name="addedNotice"
        label={words.settings.addedNotice}
        hint={words.settings.addedNoticeHint}
        value={assistant.addedNotice}
        maxLength={2000}
        error={error}
        optional
      />
      <RetentionField saved={assistant.retentionDays} error={error} />
    </>
  )
}

/** Says what another term means for what is written already, before it is saved. */
function RetentionField({ saved, error }: { saved: number; error: unknown }) {
  const [days, setDays] = useState(saved)
  const consequence = days < saved ? words.settings.retentionShorter : words.settings.retentionLonger
  const valid = Number.isInteger(days) && days >= 1 && days <= 365
  return (
    <>
      <NumberField
        name="retentionDays"
        label={words.settings.retentionDays}
        unit={words.settings.retentionUnit}
        hint={words.settings.retentionHint}
        value={saved}
        least={1}
        most={365}
        error={error}
        onNumber={setDays}
      />
      <div role="status">
        {valid && days !== saved && (
          <p class="note">{fill(consequence, { days: count(words.units.days, days) })}</p>
        )}
      </div>
    </>
  )
}
