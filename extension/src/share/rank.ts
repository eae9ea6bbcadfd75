/** Words of a text in lower case, without accents, by their first letters: endings differ, stems seldom do. */
export function termsOf(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return (plain.match(words) ?? []).flatMap(word => (unspaced.test(word) ? pairs(word) : word.slice(0, stem)))
}

const words = /[\p{L}\p{N}]+/gu
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u
const stem = 6

/** Where no blanks part the words, every two neighbouring signs stand for one. */
function pairs(run: string): string[] {
  const signs = [...run]
  return signs.length < 2 ? signs : signs.slice(1).map((sign, at) => signs[at] + sign)
}

/**
 * How well each text answers to a question (BM25, Robertson and Walker, with the usual k1 and b). 0: they have no word
 * in common. It is done here, so that what is not needed never leaves the browser.
 */
export function scores(question: string, texts: string[]): number[] {
  const asked = [...new Set(termsOf(question))]
  const documents = texts.map(termsOf)
  const mean = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(1, documents.length)
  const counts = documents.map(counted)
  const weight = new Map(
    asked.map(term => {
      const having = counts.filter(count => count.has(term)).length
      return [term, Math.log(1 + (texts.length - having + 0.5) / (having + 0.5))]
    }),
  )
  return counts.map((count, at) => {
    const length = k1 * (1 - b + (b * documents[at]!.length) / (mean || 1))
    return asked.reduce((sum, term) => {
      const times = count.get(term) ?? 0
      return sum + (weight.get(term)! * times * (k1 + 1)) / (times + length)
    }, 0)
  })
}

const k1 = 1.2
const b = 0.75

function counted(terms: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
