const place = 'atavus.invitation'

/**
 * An invitation's token, kept in this tab alone until whoever followed its link is signed in. Where the browser keeps
 * nothing, the link of the mail has to be opened once more.
 */
export function keepInvitation(token: string): void {
  attempt(storage => storage.setItem(place, token))
}

/** The token that is kept, or ''. */
export const keptInvitation = (): string => attempt(storage => storage.getItem(place)) ?? ''

export function forgetInvitation(): void {
  attempt(storage => storage.removeItem(place))
}

function attempt<T>(act: (storage: Storage) => T): T | undefined {
  try {
    return act(sessionStorage)
  } catch {
    return undefined
  }
}
