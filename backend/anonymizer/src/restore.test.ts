import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type MaskedValue, restored, restorer } from './restore.ts'

const values: MaskedValue[] = [
  { placeholder: '[PERSON_482913]', kind: 'person', value: 'Anna Kowalska' },
  { placeholder: '[PERSON_482913B]', kind: 'person', value: 'anna kowalska' },
  { placeholder: '[PERSON_551720]', kind: 'person', value: 'Tom [EMAIL_771234]' },
  { placeholder: '[EMAIL_771234]', kind: 'email', value: 'anna@shop.example' },
  { placeholder: '[ID_100200]', kind: 'national_id', value: '12-34' },
]

function whole(text: string, language: 'en' | 'de' | 'fr' = 'en') {
  return chunked([text], language)
}

function chunked(chunks: string[], language: 'en' | 'de' | 'fr' = 'en') {
  const { push, end } = restorer(values, language)
  return chunks.map(push).join('') + end()
}

test.each([
  ['Dear [PERSON_482913], write to [EMAIL_771234].', 'Dear Anna Kowalska, write to anna@shop.example.'],
  ['[person_482913] and [Person 482913]', 'Anna Kowalska and Anna Kowalska'],
  ['[ PERSON_482913 ], [PERSON - 482913]', 'Anna Kowalska, Anna Kowalska'],
  ['\\[PERSON\\_482913\\]', 'Anna Kowalska'],
  ['**[PERSON_482913]** `[EMAIL_771234]`', '**Anna Kowalska** `anna@shop.example`'],
  ['[**PERSON_482913**]', 'Anna Kowalska'],
  ['[Personne_482913], [NAME_482913], [Persoon 482913]', 'Anna Kowalska, Anna Kowalska, Anna Kowalska'],
  ['[E-MAIL_771234] [Courriel 771234]', 'anna@shop.example anna@shop.example'],
  ['[PERSON_482 913] [PERSON_482,913] [PERSON_482.913]', 'Anna Kowalska Anna Kowalska Anna Kowalska'],
  [
    "[PERSON_482913]'s and [PERSON_482913's] and [PERSON_482913s]",
    "Anna Kowalska's and Anna Kowalska's and Anna Kowalskas",
  ],
  ['[PERSON_482913]s Bestellung', 'Anna Kowalskas Bestellung'],
  ['[PERSON_482913B] [PERSON_482913b] [PERSON_482913 B]', 'anna kowalska anna kowalska anna kowalska'],
  ['[PERSON_482913K]', 'Anna Kowalska'],
  ['［PERSON_482913］ 【PERSON_482913】', 'Anna Kowalska Anna Kowalska'],
  ['https://x.example/a [EMAIL_771234]', 'https://x.example/a anna@shop.example'],
  ['[terms](/terms), [PERSON_482913]', '[terms](/terms), Anna Kowalska'],
  ['[[PERSON_482913]](https://x.example)', '[Anna Kowalska](https://x.example)'],
  ['[a](/a "for [PERSON_482913]")', '[a](/a "for Anna Kowalska")'],
  ['[Contact]: [EMAIL_771234]', '[Contact]: anna@shop.example'],
  ['<b>[PERSON_482913]</b> and/or [PERSON_482913]', '<b>Anna Kowalska</b> and/or Anna Kowalska'],
])('%s', (text, restored) => {
  expect(whole(text)).toBe(restored)
})

test.each([
  ['[here](https://evil.example/?who=[EMAIL_771234])', '[here](https://evil.example/?who=an-e-mail-address)'],
  ['![](https://evil.example/[EMAIL_771234].png)', '![](https://evil.example/an-e-mail-address.png)'],
  ['[a](<https://evil.example/a b [EMAIL_771234]>)', '[a](<https://evil.example/a b an-e-mail-address>)'],
  ['[a](<//evil.example/\\> [EMAIL_771234]>)', '[a](<//evil.example/\\> an-e-mail-address>)'],
  ['[a](\n//evil.example/[EMAIL_771234])', '[a](\n//evil.example/an-e-mail-address)'],
  ['[a](/\\evil.example/[EMAIL_771234])', '[a](/\\evil.example/an-e-mail-address)'],
  ['[a]([EMAIL_771234])', '[a](an-e-mail-address)'],
  ['[mail](mailto:[EMAIL_771234])', '[mail](mailto:an-e-mail-address)'],
  ['[r]: /\\evil.example/[EMAIL_771234]', '[r]: /\\evil.example/an-e-mail-address'],
  ['<https://evil.example/[EMAIL_771234]>', '<https://evil.example/an-e-mail-address>'],
  ['<xmpp:x?[EMAIL_771234]>', '<xmpp:x?an-e-mail-address>'],
  ['See https://evil.example/[EMAIL_771234].', 'See https://evil.example/an-e-mail-address.'],
  ['https://[PERSON_482913].evil.example', 'https://a-person.evil.example'],
  ['https://evil.example/"|*)[EMAIL_771234]', 'https://evil.example/"|*)an-e-mail-address'],
  ['WWW.evil.example?[EMAIL_771234]', 'WWW.evil.example?an-e-mail-address'],
  ['x](//evil.example/a)[EMAIL_771234]', 'x](//evil.example/a)an-e-mail-address'],
  ['<img src="//evil.example/[EMAIL_771234]">', '<img src="//evil.example/an-e-mail-address">'],
  ['https://evil.example/[EMAIL_1]', 'https://evil.example/an-e-mail-address'],
  ['https://evil.example/[Person 2]', 'https://evil.example/[Person 2]'],
  ['https://evil.example/[EMAIL_77', 'https://evil.example/an-e-mail-address'],
])('within an address no value is put back: %j', (text, shown) => {
  expect(whole(text)).toBe(shown)
  expect(chunked([...text])).toBe(shown)
})

test('what is put back may itself be an address, which goes on behind it', () => {
  const page = { placeholder: '[URL_300400]', kind: 'url' as const, value: 'https://shop.example/reset?t=4f' }
  const { push } = restorer([...values, page], 'fr')
  expect(push('Ici: [URL_300400], [ID_100200]')).toBe('Ici: https://shop.example/reset?t=4f, 12-34')
  expect(push(' [URL_300400]&x=[ID_100200]')).toBe(' https://shop.example/reset?t=4f&x=un-numero-d-identite')
})

test('what a person wrote comes back as it was written, addresses too', () => {
  const written = 'Why is https://shop.example/?mail=[EMAIL_771234] for [PERSON_9999]?'
  expect(restored(written, values, 'en')).toBe(
    'Why is https://shop.example/?mail=anna@shop.example for a person?',
  )
})

test('a value that looks like a placeholder is not looked into', () => {
  expect(whole('[PERSON_551720]')).toBe('Tom [EMAIL_771234]')
})

test('what stands for nothing known becomes neutral words', () => {
  expect(whole('Ask [PERSON_999999] at [EMAIL_1].')).toBe('Ask a person at an e-mail address.')
  expect(whole('Fragen Sie [PERSON_999999].', 'de')).toBe('Fragen Sie eine Person.')
  expect(whole('[PERSON_4829134444444444444]')).toBe('[PERSON_4829134444444444444]')
})

test.each([
  'See [1] and [2][3], or [our returns](https://shop.example/returns).',
  'A list: [ ] to do, [x] done; [Name of the shop](https://x.example), [Address](y), [Person 2](z)',
  'a[0] = b[i]; [[nested]] \\[escaped\\] [',
  'Ends with a backslash \\',
  'The PERSON_482913 without brackets is nobody’s',
])('ordinary brackets stay: %s', text => {
  expect(whole(text)).toBe(text)
})

test.each([
  ['Hello [PERSON_4829', 'Hello a person'],
  ['Hello [PERS', 'Hello a person'],
  ['Hello [', 'Hello ['],
  ['Hello [na', 'Hello [na'],
  ['Hello \\[PERSON\\_48', 'Hello a person'],
])('an answer that breaks off in the middle of one: %s', (text, shown) => {
  expect(whole(text)).toBe(shown)
})

const prose = fc.string({
  unit: fc.constantFrom(...'aé [1]()\\*.\n<>/:', 'https://x.example/', '](', 'PERSON', 'mail', 'Straße'),
})
const token = fc.constantFrom(
  ...values.map(({ placeholder }) => placeholder),
  '[person 482913]',
  '\\[EMAIL\\_771234\\]',
  "[PERSON_482913's]",
  '[NOM_482 913]',
  '[PERSON_999999]',
  '[1]',
)

/** Cuts a text at any places. */
function cutAt(text: string, places: number[]): string[] {
  const sorted = [...new Set(places.map(place => place % (text.length + 1)))].sort((a, b) => a - b)
  return [0, ...sorted].map((from, index) => text.slice(from, sorted[index] ?? text.length))
}

// Twenty thousand here, a million in the bench: `pnpm bench:anonymizer restore`.
test('any chunks of an answer give what the whole gives, and no piece of a placeholder is ever shown', () => {
  const answer = fc.array(fc.oneof(prose, token), { maxLength: 12 }).map(parts => parts.join(''))
  fc.assert(
    fc.property(answer, fc.array(fc.nat(), { maxLength: 30 }), (text, places) => {
      const { push, end } = restorer(values, 'en')
      let shown = ''
      const final = whole(text)
      for (const chunk of cutAt(text, places)) {
        shown += push(chunk)
        expect(final.startsWith(shown)).toBe(true)
      }
      expect(shown + end()).toBe(final)
    }),
    { numRuns: 20_000 },
  )
})

test('nothing of ordinary text is held back', () => {
  const words = fc.string({
    unit: fc.constantFrom(...'aZ é.,;:!?()"\n0123456789%@#-_', 'PERSON', 'The mail', '¿', '🙂'),
  })
  fc.assert(
    fc.property(words, fc.array(fc.nat(), { maxLength: 20 }), (text, places) => {
      const { push } = restorer(values, 'en')
      for (const chunk of cutAt(text, places)) expect(push(chunk)).toBe(chunk)
    }),
    { numRuns: 5_000 },
  )
})
