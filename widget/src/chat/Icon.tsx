const thumb = 'M7 11v9H4v-9zm0 0l4-8a2.5 2.5 0 0 1 2.5 2.5V9H19a2 2 0 0 1 2 2.3l-1.1 7A2 2 0 0 1 17.9 20H7'
const pen = 'M12 20h8M4 20l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L8 19z'

// Drawn on a grid of 24, in strokes of the text's colour or, where `kinds` says so, filled.
const paths = {
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  fresh: pen,
  rephrase: pen,
  privacy: 'M12 3l7 3v5.5c0 4.3-2.9 7.9-7 9.5-4.1-1.6-7-5.2-7-9.5V6zM9 12l2.2 2.2L15.2 10',
  stop: 'M7 7h10v10H7z',
  /** Our own: a spark of four points. */
  mark: 'M12 2.5c.9 5.3 4.2 8.6 9.5 9.5-5.3.9-8.6 4.2-9.5 9.5-.9-5.3-4.2-8.6-9.5-9.5 5.3-.9 8.6-4.2 9.5-9.5z',
  send: 'M12 19V5M5.5 11.5L12 5l6.5 6.5',
  down: 'M12 5v14M5.5 12.5L12 19l6.5-6.5',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  done: 'M5 12.5l4.5 4.5L19 7',
  insert: 'M9 4h6M9 20h6M12 4v16',
  up: thumb,
  thumbDown: thumb,
  retry: 'M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5',
  save: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  erase: 'M4 7h16M9.5 7V4h5v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  words: 'M6 3h9l4 4v14H6zM9.5 12h6M9.5 16h6M9.5 8h2.5',
  receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9.5 8h5M9.5 12h5',
  withdraw: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M5.7 5.7l12.6 12.6',
  device: 'M7 3h10v18H7zM11 17.5h2',
}

export type IconName = keyof typeof paths

const kinds: Partial<Record<IconName, string>> = {
  stop: 'icon full',
  mark: 'icon full',
  thumbDown: 'icon turned',
}

/** A picture that says nothing a word beside it does not say. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" class={kinds[name] ?? 'icon'} aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}

interface ButtonProps {
  icon: IconName
  label: string
  onClick(): void
  pressed?: boolean
  disabled?: boolean
  class?: string
}

export function IconButton({ icon, label, onClick, pressed, disabled, class: kind = '' }: ButtonProps) {
  return (
    <button
      type="button"
      class={`tool ${kind}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  )
}
