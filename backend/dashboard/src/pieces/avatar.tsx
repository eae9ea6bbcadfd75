import { initials } from '../lib/initials.ts'

interface Props {
  username: string
  fullName: string | null
  /** A path on our own origin. */
  picture: string | null
  size?: 'large'
}

/** Somebody's picture, or the first letters of their name. The name itself stands beside it. */
export function Avatar({ username, fullName, picture, size }: Props) {
  const shape = size ? `avatar ${size}` : 'avatar'
  if (picture) return <img class={shape} src={picture} alt="" width={32} height={32} />
  return (
    <span class={shape} aria-hidden="true">
      {initials(fullName ?? username)}
    </span>
  )
}
