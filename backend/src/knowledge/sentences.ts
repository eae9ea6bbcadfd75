const ends = /[.!?…]["'”’»“)\]*_]{0,3}\s+(?![\p{Ll}\s])|[。！？][”’」』]?\s*/gu
const abbreviation =
  /(?:^|[^\p{L}\p{N}])(?:\p{L}|\d{1,2}|dr|mr|mrs|ms|prof|st|nr|ca|bzw|tel|str|vs|inc|max|min|evtl|inkl|zzgl)$/iu

/**
 * The sentences of a text, each with the space after it, so that they join to the text again. An abbreviation or a
 * day ("z. B.", "Nr. 5", "am 1. März") does not end one.
 */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = []
  let from = 0
  for (const { index, 0: end } of text.matchAll(ends)) {
    if (/^\.\s/.test(end) && abbreviation.test(text.slice(Math.max(0, index - 6), index))) continue
    sentences.push(text.slice(from, index + end.length))
    from = index + end.length
  }
  if (from < text.length) sentences.push(text.slice(from))
  return sentences
}

/**
 * Cuts a text into pieces of at most `most` characters that join to it again: after a space in the last third
 * of a piece if there is one, else anywhere but inside what a reader sees as one character.
 */
export function atMost(text: string, most: number): string[] {
  const pieces: string[] = []
  let from = 0
  while (text.length - from > most) {
    const end = from + pieceEnd(text.slice(from, from + most + 1), most)
    pieces.push(text.slice(from, end))
    from = end
  }
  if (from < text.length) pieces.push(text.slice(from))
  return pieces
}

function pieceEnd(text: string, most: number): number {
  for (let end = most; end > (most * 2) / 3; end--) if (/\s/.test(text[end - 1]!)) return end
  for (let end = most; end > most - 40; end--) if (!joins(text, end)) return end
  return joinsHalves(text, most) ? most - 1 : most
}

/** Whether the characters on both sides of a place are seen as one: marks, joiners, the halves of a pair. */
function joins(text: string, at: number): boolean {
  return (
    joinsHalves(text, at) ||
    /^[\p{M}\p{Emoji_Modifier}\u200D]/u.test(text.slice(at, at + 2)) ||
    text[at - 1] === '\u200D'
  )
}

const joinsHalves = (text: string, at: number) =>
  /[\uD800-\uDBFF]/.test(text[at - 1]!) && /[\uDC00-\uDFFF]/.test(text[at] ?? '')
