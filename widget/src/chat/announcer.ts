import { plain } from '../markdown/plain.ts'

/** The end of a sentence, its closing quotes and marks with it, or of a line. */
const end = /[.!?…。！？]["'”’»)\]*_]*(?=\s)|\n/g

/**
 * What a screen reader should say next of an answer that grows: the sentences finished since `from`, as plain
 * words, and how far that is. A number or a short word before a full stop ends no sentence. `over`: say the rest.
 */
export function finishedSentences(text: string, from: number, over: boolean): { words: string; to: number } {
  let to = from
  if (over) to = text.length
  else
    for (const found of text.slice(from).matchAll(end)) {
      const upTo = from + found.index + found[0].length
      const short =
        found[0] !== '\n' &&
        /(?:^|\s)\S{0,3}$/.test(text.slice(Math.max(0, upTo - 6), upTo - found[0].length))
      if (!short) to = upTo
    }
  const part = text.slice(from, to)
  return {
    words: /^\s*(```|~~~|[|:\- ]+$)/.test(part)
      ? ''
      : plain(part)
          .replace(/\s*\|\s*/g, ', ')
          .replace(/ +(?=[.,;:!?])/g, ''),
    to,
  }
}
