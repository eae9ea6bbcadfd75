/** The lexicons keep their words as lines of text with commas between: easy to read, easy to add to. */
export function listed(lines: readonly string[] = []): string[] {
  return lines.flatMap(line => line.split(', '))
}

/** One set out of the lists of several languages. */
export function setOf(...lists: (readonly string[] | undefined)[]): ReadonlySet<string> {
  return new Set(lists.flatMap(list => listed(list)))
}
