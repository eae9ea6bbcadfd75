import { gap, gapBefore, type Reading } from './reading.ts'

const reach = 6
const speaker = 3

/**
 * Where the answer begins to the question that the word `at` stands in: "bot: your date of birth?\nvisitor: …".
 * -1 where no question ends soon or nothing answers it.
 */
export function answerAfter(reading: Reading, at: number): number {
  const { words, scan } = reading
  for (let next = at + 1; next <= at + reach && words[next]; next++) {
    const before = gapBefore(reading, next)
    if (!(before & gap.line)) continue
    const asked = scan.text.slice(words[next - 1]!.end, words[next]!.start).includes('?')
    return asked ? afterSpeaker(reading, next) : -1
  }
  return -1
}

/** The word after "visitor:" at the beginning of a line. */
function afterSpeaker(reading: Reading, at: number): number {
  for (let next = at; next < at + speaker && reading.words[next + 1]; next++) {
    const after = gapBefore(reading, next + 1)
    if (after & gap.line) break
    if (after & gap.colon && !reading.words[next]!.digit) return next + 1
  }
  return at
}
