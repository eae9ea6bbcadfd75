/** How a word comes out when somebody types too fast: a letter left out, doubled, or two of them swapped. */
export function typosOf(word: string): string[] {
  const found = new Set<string>()
  for (let at = 1; at < word.length; at++) {
    const [head, sign, tail] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)]
    found.add(head + tail)
    found.add(head + sign + sign + tail)
    if (tail) found.add(head + tail.charAt(0) + sign + tail.slice(1))
  }
  found.delete(word)
  return [...found]
}

/** Shorter words are too like other words to guess at. */
const least = 6

/** The words, and what the long ones look like mistyped where that means nothing else. */
export function mistyped(words: ReadonlySet<string>, not: ReadonlySet<string>): Set<string> {
  return new Set(tolerant(new Map([...words].map(word => [word, true])), not).keys())
}

/** The same for words that mean something. */
export function tolerant<Meaning>(
  words: ReadonlyMap<string, Meaning>,
  not: ReadonlySet<string>,
): Map<string, Meaning> {
  const found = new Map<string, Meaning>()
  for (const [word, meaning] of words) {
    if (word.length < least || /[^\p{L}]/u.test(word)) continue
    for (const typo of typosOf(word)) if (!not.has(typo)) found.set(typo, meaning)
  }
  return new Map([...found, ...words])
}
