import { StringDecoder } from 'node:string_decoder'
import { ModelFault } from './model.ts'

/**
 * Cuts a stream of bytes into lines, wherever its chunks were cut: within a line, a sign, or `\r\n`.
 * @param longest the most characters that a line may have; more of them throw `model_unavailable`.
 */
export function splitLines(longest: number, take: (line: string) => void) {
  const decoder = new StringDecoder('utf8')
  // Pieces of a line are joined once, when it is whole: a line in many small chunks costs no more than in one.
  let pieces: string[] = []
  let length = 0

  function piece(text: string) {
    if (text === '') return
    length += text.length
    if (length > longest) throw new ModelFault('model_unavailable')
    pieces.push(text)
  }
  function line() {
    const whole = pieces.length === 1 ? pieces[0]! : pieces.join('')
    pieces = []
    length = 0
    take(whole)
  }

  return {
    feed(chunk: Buffer) {
      const text = decoder.write(chunk)
      let from = 0
      for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
        piece(text.slice(from, to))
        line()
        from = to + 1
      }
      piece(text.slice(from))
    },
    /** The last line may lack its end. */
    close() {
      piece(decoder.end())
      line()
    },
  }
}
