export interface Address {
  origin: string
  /** Without query and fragment, which stay here: they may say more of a person than the page does. */
  url: string
}

export function addressOf(address: string): Address {
  const { origin, pathname } = new URL(address)
  return { origin, url: origin + pathname }
}

/**
 * Whether an address may open a door to whoever has it: a link to a new password, an invitation, a shared document. So
 * it looks when a part of its path
 * - has sixteen hexadecimal digits in a row, or is a UUID,
 * - has sixteen signs or more, a digit among them, and changes between digits, small and capital letters more often
 *   than at every fifth,
 * - has 24 letters in a row, as words seldom do, or
 * - comes after a word like "invite" and has six signs or more with a digit or a capital among them.
 * It errs towards yes: that decides only what is set before its user decides.
 */
export function isSecretAddress(url: string): boolean {
  const parts = new URL(url).pathname.split('/').map(decoded)
  return parts.some((part, at) => isToken(part) || (opening.test(parts[at - 1] ?? '') && isCode(part)))
}

function isToken(part: string): boolean {
  if (/[\da-f]{16}|[\da-f]{8}(?:-[\da-f]{4}){3}-|[a-z]{24}/i.test(part)) return true
  const changes = part.match(/\d(?=[a-z])|[a-z](?=\d)|[a-z](?=[A-Z])|[A-Z]{2}(?=[a-z])/g) ?? []
  return part.length >= 16 && /\d/.test(part) && changes.length * 5 > part.length
}

const opening =
  /^(?:reset|recover|invit|join|token|share|shared|s|verif|confirm|activat|magic|auth|unsubscribe)(?:e|ed|y|ation|ion|link)?(?:-\w+)?$/i
const isCode = (part: string) => /^[\w.~-]{6,}$/.test(part) && /\d|[a-z][A-Z]|[A-Z]{2}/.test(part)

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
