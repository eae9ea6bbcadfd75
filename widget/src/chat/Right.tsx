import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './Icon.tsx'

interface Props {
  icon: IconName
  name: string
  hint?: string
  /** Set where it unfolds. */
  open?: boolean
  /** Words of a button beside; without it the whole row is the button. */
  act?: string
  onChoose?: () => void
  children?: ComponentChildren
}

/** One row of the privacy room: says something, does something, or unfolds. */
export function Right({ icon, name, hint, open, act, onChoose, children }: Props) {
  const row = (
    <>
      <Icon name={icon} />
      <span class="of">
        <span class="name">{name}</span>
        {hint && <span class="part">{hint}</span>}
      </span>
    </>
  )
  const whole = onChoose && !act
  return (
    <li>
      {whole ? (
        <button
          type="button"
          class="entry"
          aria-expanded={open}
          aria-controls={open ? icon : undefined}
          onClick={onChoose}
        >
          {row}
        </button>
      ) : (
        <div class="entry">
          {row}
          {act && (
            <button type="button" class="small" onClick={onChoose}>
              {act}
            </button>
          )}
        </div>
      )}
      {open && (
        <div class="unfolded" id={icon}>
          {children}
        </div>
      )}
    </li>
  )
}
