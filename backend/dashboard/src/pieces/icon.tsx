const paths = {
  assistants: 'M4 5.5h12v8H9.5L6 16.5v-3H4z',
  conversations: 'M4 5h12M4 10h12M4 15h7',
  account: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4.5 16.5c.6-2.6 2.8-4 5.5-4s4.9 1.4 5.5 4',
  plus: 'M10 4.5v11M4.5 10h11',
  cross: 'm5.5 5.5 9 9m0-9-9 9',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  copy: 'M7.5 7.5h8v8h-8zM4.5 12.5v-8h8',
  done: 'm4.5 10.5 3.5 3.5 7.5-8',
  warning: 'M10 4 3.5 15.5h13zM10 8.5v3.2M10 13.6v.1',
  download: 'M10 4v8m-3.5-3L10 12.5 13.5 9M4.5 16h11',
  up: 'M6.5 9v7H4V9zm0 0 3-5.5c1.4 0 2 .9 1.7 2.3L10.7 8h3.9c1 0 1.7.9 1.4 1.9l-1.3 4.8c-.2.8-.9 1.3-1.7 1.3H6.5',
  down: 'M13.5 11V4H16v7zm0 0-3 5.5c-1.4 0-2-.9-1.7-2.3l.5-2.2H5.4c-1 0-1.7-.9-1.4-1.9l1.3-4.8C5.5 4.5 6.2 4 7 4h6.5',
  eye: 'M3 10s2.5-4.5 7-4.5 7 4.5 7 4.5-2.5 4.5-7 4.5S3 10 3 10ZM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  usage: 'M4 16.5h12M5.5 13.5v-3M10 13.5v-9M14.5 13.5V8',
  team: 'M7.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 16c.4-2.5 2.2-3.8 4.5-3.8S11.6 13.5 12 16M12.5 4.8a2.5 2.5 0 0 1 0 4.5M14 12.4c1.7.4 2.7 1.6 3 3.6',
  plan: 'M4 4h6l6.5 6.5-6 6L4 10zM7.3 7.2v.1',
  keys: 'm7 6-4 4 4 4m6-8 4 4-4 4',
  privacy: 'M5.5 9h9v7h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9M10 11.8v1.6',
  logs: 'M5 3.5h10v13H5zM7.5 7h5M7.5 10h5M7.5 13h3',
  operator: 'M10 3.5 4 6v4.3c0 3.2 2.5 5.4 6 6.7 3.5-1.3 6-3.5 6-6.7V6zM7.5 10l1.8 1.8L12.7 8.4',
  chat: 'M4 4.5h12v9H9.5L6 16.5v-3H4zM7.5 8h5M7.5 10.5h3',
  outside: 'M8 5H5v10h10v-3M11 4.5h4.5V9M15 5l-6 6',
} as const

export type IconName = keyof typeof paths

/** A small drawing beside words; it says nothing of its own. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}

/** The sign of the house: a speech bubble that keeps to itself. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M4 3h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-7.5L7 22v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Z" />
      <path class="mark-inner" d="m12 6.5 4 8h-2.2l-.7-1.6h-2.3l-.7 1.6H8z" />
    </svg>
  )
}
