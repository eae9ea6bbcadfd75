import { type MaskedValue, restorer } from '../src/restore.ts'
import { pick, randomOf, whole } from './random.ts'

// A million answers with placeholders, as models write them, cut into chunks at random places: each must come out as
// the whole does, letter for letter, with nothing doubled and no piece of a placeholder shown on the way.

const values: MaskedValue[] = [
  { placeholder: '[PERSON_482913]', kind: 'person', value: 'Anna Kowalska' },
  { placeholder: '[PERSON_482913B]', kind: 'person', value: 'ANNA' },
  { placeholder: '[EMAIL_771234]', kind: 'email', value: 'anna@shop.example' },
  { placeholder: '[PHONE_100200]', kind: 'phone', value: '+48 601 234 567' },
  { placeholder: '[TEXT_335577]', kind: 'text', value: '[PERSON_482913]' },
]
const prose = [
  'Dear ',
  ', ',
  'see [1] and [2]. ',
  '\n\n- ',
  '**',
  ' (it’s here) ',
  'Straße ',
  '[link](https://x.example) ',
  '\\',
  ' [x] ',
  '🙂',
  ' a[0] ',
]
const written: [text: string, shown: string][] = [
  ['[PERSON_482913]', 'Anna Kowalska'],
  ['[person_482913]', 'Anna Kowalska'],
  ['\\[PERSON\\_482913\\]', 'Anna Kowalska'],
  ['[ Personne 482 913 ]', 'Anna Kowalska'],
  ["[PERSON_482913's]", "Anna Kowalska's"],
  ['[PERSON_482913B]', 'ANNA'],
  ['[EMAIL_771234]', 'anna@shop.example'],
  ['[E-Mail 771234]', 'anna@shop.example'],
  ['[PHONE_100200]', '+48 601 234 567'],
  ['[TEXT_335577]', '[PERSON_482913]'],
  ['[PERSON_999999]', 'a person'],
]

/** Gives how many answers of `count` came out otherwise than whole, or showed what is not in the end. */
export function benchRestore(count: number, say: (line: string) => void): number {
  const random = randomOf('restore')
  let wrong = 0
  let chunks = 0
  const begun = performance.now()
  for (let i = 0; i < count; i++) {
    let text = ''
    let expected = ''
    for (let part = whole(random, 1, 6); part > 0; part--) {
      const plain = pick(random, prose)
      const [mark, shown] = pick(random, written)
      // A backslash before a placeholder would be part of it.
      const between = plain === '\\' ? ' ' : plain
      text += between + mark
      expected += between + shown
    }
    const { push, end } = restorer(values, 'en')
    let shown = ''
    for (let at = 0; at < text.length; chunks++) {
      const size = whole(random, 1, 12)
      shown += push(text.slice(at, at + size))
      at += size
      if (!expected.startsWith(shown)) wrong++
    }
    if (shown + end() !== expected) wrong++
  }
  const seconds = (performance.now() - begun) / 1000
  say(
    `restore: ${count} answers in ${chunks} chunks, ${wrong} wrong, ${Math.round(chunks / seconds)} chunks a second`,
  )
  return wrong
}
