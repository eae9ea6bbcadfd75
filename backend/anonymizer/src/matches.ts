/**
 * Every match of a pattern with the flag `g` in a text, in order. As `matchAll`, but without making another expression
 * and an iterator of it, which costs most where nothing matches: on a chat message a few hundred patterns are tried.
 */
export function matches(text: string, pattern: RegExp): RegExpExecArray[] {
  pattern.lastIndex = 0
  let match = pattern.exec(text)
  if (!match) return none
  const found: RegExpExecArray[] = []
  for (; match; match = pattern.exec(text)) {
    found.push(match)
    if (match[0] === '') pattern.lastIndex++
  }
  return found
}

const none: RegExpExecArray[] = []
