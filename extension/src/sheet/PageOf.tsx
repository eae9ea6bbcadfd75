import { Tick } from '@atavus/widget/chat/Tick.tsx'
import type { Attached } from '../panel/attached.ts'
import type { Guard } from '../share/guards.ts'
import { addressIn, isBare, type Offered } from '../share/offer.ts'
import type { Words } from '../words/shape.ts'
import { Always } from './Always.tsx'
import { Guarded } from './Guarded.tsx'
import { PartsOf } from './PartsOf.tsx'
import { Passages } from './Passages.tsx'

interface Props {
  words: Words
  page: Offered
  attached: Attached
  guards: Guard[]
  /** Of several sites each is agreed to by itself, at its first page. */
  ask: boolean
  whole: boolean
  left: ReadonlySet<number>
  open: ReadonlySet<string>
  turned: ReadonlySet<string>
  onWhole(): void
  onBare(): void
  onNever(host: string): void
  onLeave(number: number): void
  onToggle(placeholder: string): void
}

/** One page on the share sheet: where it stands, what speaks against it, and the passages that would go. */
export function PageOf(props: Props) {
  const { words, page, attached, guards, ask, whole, left, open, turned } = props
  const { onWhole, onBare, onNever, onLeave, onToggle } = props
  const { sheet, language } = words
  const kept = page.passages.filter(({ number }) => !left.has(number))
  const text = kept.flatMap(({ parts }) =>
    parts.map(part => (typeof part === 'string' ? part : shownOf(part))),
  )
  const characters = new Intl.NumberFormat(language).format(text.join('').length)
  const { hostname } = new URL(page.origin)
  function shownOf({ placeholder, value }: { placeholder: string; value: string }) {
    return open.has(placeholder) ? value : placeholder
  }
  return (
    <section class="what">
      <h3>{sheet.from}</h3>
      <p dir="auto">
        <PartsOf parts={page.title} open={open} words={words} onToggle={onToggle} />
      </p>
      <p class="address" dir="ltr">
        {addressIn(page, turned)}
      </p>
      {page.url !== `${page.origin}/` && (
        <label class="tick">
          <input type="checkbox" checked={isBare(page, turned)} onChange={onBare} />
          <span>{sheet.bare}</span>
        </label>
      )}
      <p>{sheet.count(kept.length, page.of, characters)}</p>
      {attached.matter.page.cut && <p>{sheet.cut}</p>}
      <Guarded words={words} guards={guards} name={`guard ${page.url}`} />
      {ask && <Tick name={page.origin} text={sheet.origin(page.origin)} required />}
      <div class="choice">
        {page.kind === 'page' && page.of > 1 && (
          <button type="button" class="small" onClick={onWhole}>
            {whole ? sheet.best : sheet.whole}
          </button>
        )}
        {!guards.includes('blocked') && (
          <button type="button" class="small" onClick={() => onNever(hostname)}>
            {sheet.block(hostname)}
          </button>
        )}
        {guards.length === 0 && page.kind !== 'link' && (
          <Always words={words} url={attached.matter.page.url} />
        )}
      </div>
      <Passages {...{ words, left, open, onLeave, onToggle }} passages={page.passages} />
    </section>
  )
}
