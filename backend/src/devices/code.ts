import { randomInt } from 'node:crypto'

/** No vowels, so that no words come about, and no letter that is taken for another sign. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ'

/**
 * A short code, `KXTR-4821`, that is shown in the extension and on our page, to see that both speak of the same request.
 * No door takes it.
 */
export function newCode(): string {
  const word = Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return `${word}-${randomInt(10_000).toString().padStart(4, '0')}`
}
