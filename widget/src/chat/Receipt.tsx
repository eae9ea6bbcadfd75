import { saveFile } from './browser.ts'
import { Icon } from './Icon.tsx'
import { type Row, Rows } from './Rows.tsx'
import { type Purpose, readReceipt } from './receipt.ts'
import type { RoomWords, Words } from './words/shape.ts'
import { country, day } from './words/words.ts'

interface Props {
  receipt: string
  words: Words
  room: RoomWords
}

/** A consent receipt to read and to take along; the file is the signed original. */
export function Receipt({ receipt, words, room }: Props) {
  const { rights, language } = words
  const { receiptOf } = rights
  const { givenAt, validUntil, code, origin, controller, processor, purposes, fields } = readReceipt(receipt)
  const told: Row[] = [
    [receiptOf.given, day(givenAt, language)],
    [receiptOf.until, day(validUntil, language)],
    ...(code ? [[room.code, code] satisfies Row] : []),
    [receiptOf.site, origin],
    [receiptOf.controller, controller],
    [receiptOf.processor, processor],
    ...purposes.map((one): Row => [nameOf(one, words), one.given ? receiptOf.yes : receiptOf.no]),
  ]
  return (
    <>
      <Rows kind="receipt" rows={told} />
      <details>
        <summary>{receiptOf.all}</summary>
        <Rows kind="fields" rows={fields} />
      </details>
      <button
        type="button"
        class="small"
        onClick={() => saveFile('consent-receipt.jwt', 'application/jwt', receipt)}
      >
        <Icon name="save" />
        {rights.save}
      </button>
    </>
  )
}

function nameOf({ id, recipients }: Purpose, { language, chat, rights, sent }: Words): string {
  if (id === 'chat') return chat
  if (id === 'history') return rights.history
  return recipients.map(([who, code]) => `${sent.recipient}: ${who}, ${country(code, language)}`).join() || id
}
