/** What a signed text (compact JWS) says; null where it cannot be read. Only for reading: nothing is verified here. */
export function contentOf(signed: string): unknown {
  try {
    const [, content = ''] = signed.split('.')
    const letters = atob(content.replace(/-/g, '+').replace(/_/g, '/'))
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(letters, letter => letter.charCodeAt(0))))
  } catch {
    return null
  }
}

/** Whom an identity names, to tell one from another; null: nobody. What cannot be read names someone, too. */
export function personOf(identity: string | null): string | null {
  return identity === null ? null : String(Object(contentOf(identity)).sub)
}
