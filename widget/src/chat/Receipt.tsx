import { saveFile } from './browser.ts'
import { Icon } from './Icon.tsx'
import { readReceipt } from './receipt.ts'
import type { Words } from './words/shape.ts'
import { day } from './words/words.ts'

/** A consent receipt to read and to take along; the file is the signed original. */
export function Receipt({ receipt, words }: { receipt: string; words: Words }) {
  const { rights, language } = words
  const { receiptOf } = rights
  const { givenAt, validUntil, origin, controller, processor, history, fields } = readReceipt(receipt)
  const told: [string, string][] = [
    [receiptOf.given, day(givenAt, language)],
    [receiptOf.until, day(validUntil, language)],
    [receiptOf.site, origin],
    [receiptOf.controller, controller],
    [receiptOf.processor, processor],
    [rights.history, history === null ? '' : history ? receiptOf.yes : receiptOf.no],
  ]
  return (
    <>
      <Rows kind="receipt" rows={told.filter(([, value]) => value)} />
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

function Rows({ kind, rows }: { kind: string; rows: [string, string][] }) {
  return (
    <dl class={kind}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
