const ending = /(?:ung|ing|ern|ed|en|er|em|ar|ir|[aeiouy]|(?<!s)s)$/
const doubled = /(.)\1$/u
const least = 3
/** In letters: longer ones are no words that anybody inflects, and each ending is a walk over all that is left. */
const most = 40

/**
 * What inflected forms of a word have in common, lightly: endings of English, German, French, Spanish, Italian and
 * Dutch are taken off while three letters are left, whichever language it is. Nobody says in which language a visitor
 * writes or an owner searches, and to find a kindred word too many costs less than to miss one. Takes small letters
 * without diacritics; numbers and what is longer than any word stay as they are.
 */
export function stem(word: string): string {
  if (word.length > most || /\p{N}/u.test(word)) return word
  let rest = word
  for (;;) {
    const shorter = rest.replace(ending, '')
    const single = (shorter.length < least ? rest : shorter).replace(doubled, '$1')
    if (single === rest || single.length < least) return rest
    rest = single
  }
}
