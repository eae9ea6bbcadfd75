import { Icon, IconButton } from '@atavus/widget/chat/Icon.tsx'
import type { Wish } from '../task/task.ts'
import type { Words } from '../words/shape.ts'
import type { Attached, Trouble } from './attached.ts'

interface Props {
  words: Words
  attached: Attached | null
  trouble: Trouble | null
  /** What became of the last thing that was done in the page, or ''. */
  note: string
  onAttach(wish: Wish): void
  onRemove(): void
}

/** Says what goes along with the next question; nothing does until somebody presses. */
export function Attach({ words: { attach, language }, attached, trouble, note, onAttach, onRemove }: Props) {
  if (attached) {
    const { matter } = attached
    const count = (text: string) => new Intl.NumberFormat(language).format(text.length)
    const title =
      matter.kind === 'selection'
        ? attach.selected(count(matter.text))
        : matter.kind === 'link'
          ? matter.text || matter.url
          : matter.page.title || matter.page.url
    return (
      <div class="attach">
        <p class="attached" dir="auto">
          {attach.attached(title)}
        </p>
        <IconButton icon="close" label={attach.remove} onClick={onRemove} />
        {note && <p role="status">{note}</p>}
      </div>
    )
  }
  return (
    <div class="attach">
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
      {(trouble || note) && <p role="status">{trouble ? said(trouble, attach) : note}</p>}
    </div>
  )
}

function said(trouble: Trouble, attach: Words['attach']): string {
  return trouble === 'no-grant' ? attach.noGrant : attach[trouble]
}
