import { saveFile } from './browser.ts'
import { Icon } from './Icon.tsx'
import { givenAt, readReceipt } from './receipt.ts'
import type { Words } from './words/shape.ts'
import { day } from './words/words.ts'

/** A consent receipt to read and to take along; the file is the signed original. */
export function Receipt({ receipt, words }: { receipt: string; words: Words }) {
  const given = day(givenAt(receipt), words.language)
  return (
    <>
      {given && <p>{words.rights.given(given)}</p>}
      <dl class="receipt">
        {readReceipt(receipt).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        class="small"
        onClick={() => saveFile('consent-receipt.jwt', 'application/jwt', receipt)}
      >
        <Icon name="save" />
        {words.rights.save}
      </button>
    </>
  )
}
