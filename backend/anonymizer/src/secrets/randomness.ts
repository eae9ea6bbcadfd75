const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Does a part of an address look as if nobody had thought it up: no words with dashes, no plain number? */
export function looksRandom(part: string): boolean {
  if (uuid.test(part)) return true
  if ((part.match(/%[0-9a-f]{2}/gi)?.length ?? 0) * 8 > part.length) return false
  const pieces = part.slice(0, 400).split(/[-_.~%+,:]/)
  const longest = pieces.reduce((one, other) => (other.length > one.length ? other : one), '')
  if (longest.length < 8) return part.length >= 16 && mostly(pieces)
  if (!/\d/.test(longest)) return longest.length >= 16 && changes(longest) > longest.length / 3
  if (/^\d+$/.test(longest)) return false
  return changes(longest) >= Math.min(5, longest.length / 4)
}

/** Are the pieces that no word looks like the greater part? */
function mostly(pieces: string[]): boolean {
  const odd = pieces.filter(
    piece => /\d[a-z]|[a-z]\d|[a-z][A-Z]/.test(piece) || /\d[A-Z]|[A-Z]\d/.test(piece),
  )
  return odd.join('').length * 2 > pieces.join('').length
}

/** How often letters and digits, or small and capital letters, take turns. */
export function changes(part: string): number {
  let count = 0
  for (let at = 1; at < part.length; at++) if (sort(part, at) !== sort(part, at - 1)) count++
  return count
}

function sort(part: string, at: number): number {
  const code = part.charCodeAt(at)
  if (code >= 48 && code <= 57) return 0
  return code >= 97 && code <= 122 ? 1 : code >= 65 && code <= 90 ? 2 : 3
}
