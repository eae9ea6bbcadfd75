/** At most two letters that stand for a name: of its first and its last word. */
export function initials(name: string): string {
  const parts = name.split(/[\s_-]+/).filter(Boolean)
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map(part => firstOf(part ?? ''))
  return letters.join('').toLocaleUpperCase()
}

/** A letter with its accents is one. */
function firstOf(text: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)
  return first?.segment ?? ''
}
