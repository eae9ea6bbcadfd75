import type { AccountPrincipal } from '../principal/principal.ts'

/** For so long a session counts as proven after its holder proved who they are (OWASP ASVS 5.0, 7.5). */
export const confirmedMs = 15 * 60 * 1000

/** Whether a session has proven itself lately enough. */
export const isConfirmed = ({ confirmedAt }: Pick<AccountPrincipal, 'confirmedAt'>, now: Date): boolean =>
  confirmedAt !== null && now.getTime() - confirmedAt.getTime() < confirmedMs
