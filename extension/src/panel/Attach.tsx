import { Icon, IconButton } from '@atavus/widget/chat/Icon.tsx'
import type { Wish } from '../task/task.ts'
import type { Words } from '../words/shape.ts'
import { type Attached, type Trouble, titleOf } from './attached.ts'

interface Props {
  words: Words
  attached: Attached[]
  /** Pages that were read before. */
  others: Attached[]
  trouble: Trouble | null
  /** What became of the last thing that was done in the page, or ''. */
  note: string
  onAttach(wish: Wish): void
  onAdd(other: Attached): void
  onRemove(tab: number): void
  /** Shows the prompts; null while something is being written. */
  onPrompts: (() => void) | null
}

/** Says what goes along with the next question; nothing does until somebody presses. */
export function Attach(props: Props) {
  const { words, attached, others, trouble, note, onAttach, onAdd, onRemove, onPrompts } = props
  const { attach, prompts } = words
  return (
    <div class="attach">
      {attached.map(one => (
        <div key={one.tab} class="one">
          <p class="attached" dir="auto">
            {attach.attached(named(one, words))}
          </p>
          <IconButton icon="close" label={attach.remove} onClick={() => onRemove(one.tab)} />
        </div>
      ))}
      {attached.length > 0 &&
        others.map(one => (
          <button key={one.tab} type="button" class="small" onClick={() => onAdd(one)}>
            <span dir="auto">{attach.add(titleOf(one))}</span>
          </button>
        ))}
      {attached.length === 0 && (
        <>
          <button type="button" class="small" onClick={() => onAttach({ kind: 'page', act: 'ask' })}>
            <Icon name="words" />
            {attach.page}
          </button>
          <button
            type="button"
            class="small"
            onClick={() => onAttach({ kind: 'selection', act: 'ask', text: '' })}
          >
            {attach.selection}
          </button>
        </>
      )}
      {onPrompts && (
        <button
          type="button"
          class="small"
          aria-label={prompts.offered}
          title={prompts.offered}
          onClick={onPrompts}
        >
          /
        </button>
      )}
      {(trouble || note) && <p role="status">{trouble ? said(trouble, attach) : note}</p>}
    </div>
  )
}

function named(one: Attached, { attach, language }: Words): string {
  const { matter } = one
  if (matter.kind !== 'selection') return titleOf(one)
  return attach.selected(new Intl.NumberFormat(language).format(matter.text.length))
}

function said(trouble: Trouble, attach: Words['attach']): string {
  return trouble === 'no-grant' ? attach.noGrant : attach[trouble]
}
