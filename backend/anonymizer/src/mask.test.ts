import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doubtful } from './doubt.ts'
import { type MaskOptions, mask } from './mask.ts'
import { type MaskedValue, restored } from './restore.ts'
import type { Finding } from './scan.ts'

/** Words in capitals after `I am` are names, whatever has an @ is an address, six digits are a phone. */
const options = (more: Partial<MaskOptions> = {}, key = 'one'): MaskOptions => ({
  place: { regions: [] },
  detect: ({ text }) => [
    ...hits(text, /(?<=I am )[A-Z]\w+(?: [A-Z]\w+)*/g, 'person'),
    ...hits(text, /[\w.]+@[\w.]+\w/g, 'email'),
    ...hits(text, /\b\d{6}\b/g, 'phone'),
  ],
  special: () => [],
  doubtful,
  isOrdinary: word => word === 'winter',
  digest: text => createHmac('sha256', key).update(text).digest(),
  earlier: [],
  said: 1,
  readable: [],
  ...more,
})
const hits = (text: string, pattern: RegExp, kind: Finding['kind']): Finding[] =>
  [...text.matchAll(pattern)].map(({ 0: hit, index }) => ({
    kind,
    start: index,
    end: index + hit.length,
    weight: 0.8,
  }))
const back = (text: string, values: MaskedValue[]) => restored(text, values, 'en')
const one = (text: string, more?: Partial<MaskOptions>, key?: string) => mask([text], options(more, key))

test('a value has one placeholder wherever it stands, and another one in the next conversation', () => {
  const { texts, values } = mask(['I am Anna, anna@x.example', 'Anna wrote: anna@x.example'], options())
  expect(texts[0]).toMatch(/^I am \[PERSON_\d{6}\], \[EMAIL_\d{6}\]$/)
  expect(texts[1]).toBe(`${values[0]!.placeholder} wrote: ${values[1]!.placeholder}`)
  expect(one('I am Anna').texts[0]).toBe(one('Again: I am Anna').texts[0]!.replace('Again: ', ''))
  expect(one('I am Anna').texts[0]).not.toBe(one('I am Anna', {}, 'two').texts[0])
})

test('what was introduced once is masked afterwards, its parts too, but not ordinary words', () => {
  const { texts } = mask(
    ['I am Anna Winter', 'Anna, Annas Mantel, ANNA; anna and Winter boots; Annabel'],
    options(),
  )
  expect(texts[1]).toMatch(
    /^\[PERSON_\d+\], \[PERSON_\d+\]s Mantel, \[PERSON_\d+B\]; \[PERSON_\d+C\] and Winter boots; Annabel$/,
  )
})

test('what was masked earlier keeps its placeholder', () => {
  const earlier: MaskedValue[] = [{ placeholder: '[PERSON_111222]', kind: 'person', value: 'Anna' }]
  const { texts, values } = one('Say it to Anna and ANNA', { earlier })
  expect(texts[0]).toBe('Say it to [PERSON_111222] and [PERSON_111222B]')
  expect(back(texts[0]!, values)).toBe('Say it to Anna and ANNA')
})

test('two values never share a placeholder, also when their digits are alike', () => {
  const same = () => new Uint8Array(32).fill(7)
  const { texts, values } = one('a@x.example b@x.example c@x.example', { digest: same })
  expect(new Set(values.map(({ placeholder }) => placeholder)).size).toBe(3)
  expect(back(texts[0]!, values)).toBe('a@x.example b@x.example c@x.example')
})

test('the site’s own contact data stays readable, in any spelling, and nothing else', () => {
  const readable = ['Info@Shop.example']
  const { texts } = one('info@shop.example or info@shop.example.org', { readable })
  expect(texts[0]).toMatch(/^info@shop\.example or \[EMAIL_\d+\]$/)
})

test('a placeholder that somebody types is a value of its kind, and comes back as it was typed', () => {
  const first = one('I am Anna')
  const typed = `${first.texts[0]} and [EMAIL_123456] [PERSON_7B]`
  const { texts, values } = one(typed, { earlier: first.values })
  expect(texts[0]).toMatch(/^I am \[PERSON_\d{6}\] and \[EMAIL_\d{6}\] \[PERSON_\d{6}\]$/)
  for (const own of [first.values[0]!.placeholder, '[EMAIL_123456]']) expect(texts[0]).not.toContain(own)
  expect(values.map(({ kind, value }) => [kind, value])).toEqual([
    ['person', first.values[0]!.placeholder],
    ['email', '[EMAIL_123456]'],
    ['person', '[PERSON_7B]'],
  ])
  expect(back(texts[0]!, values)).toBe(typed)
})

test('what only resembles a placeholder is text', () => {
  const typed = '\\[person 1\\] [Person_123456] [ PERSON_123456 ] [NAME_123456] [PERSON_12 34]'
  const { texts, values } = one(typed)
  expect(texts[0]).toMatch(/^(?:\[TEXT_\d{6}\] ?){5}$/)
  expect(back(texts[0]!, values)).toBe(typed)
})

test('a typed placeholder never stands for what somebody else wrote', () => {
  const answer = '[PERSON_111222], [EMAIL_111222], [PERSON_111222B]'
  const earlier: MaskedValue[] = [{ placeholder: '[PERSON_111222]', kind: 'person', value: 'Anna' }]
  const { texts, values } = one(`Who are ${answer}? I am Anna`, { earlier })
  expect(texts[0]!.match(/PERSON_111222\b/g)).toHaveLength(1)
  expect(back(texts[0]!, values)).toBe(`Who are ${answer}? I am Anna`)
  // Whatever is under a known number in an answer is that value, and what was typed is under another one.
  expect(values.find(({ placeholder }) => placeholder === '[PERSON_111222]')!.value).toBe('Anna')
  expect(new Set(values.map(({ placeholder }) => placeholder.replace(/^\[[A-Z]+_/, ''))).size).toBe(4)
})

test('what a browser masked and a server masked anew comes back through both', () => {
  const browser = one('I am Anna, anna@x.example', {}, 'the browser')
  const server = one(browser.texts[0]!, {}, 'the server')
  expect(server.texts[0]).toMatch(/^I am \[PERSON_\d{6}\], \[EMAIL_\d{6}\]$/)
  expect(server.texts[0]).not.toBe(browser.texts[0])
  expect(back(back(server.texts[0]!, server.values), browser.values)).toBe('I am Anna, anna@x.example')
})

test('what somebody else has found in the question is masked as well', () => {
  const { texts, values } = one('the blue house by the mill', {
    also: [{ kind: 'address', value: 'blue house' }],
  })
  expect(texts[0]).toMatch(/^the \[ADDRESS_\d+\] by the mill$/)
  expect(values[0]!.value).toBe('blue house')
})

test.each([
  ['my card number is somehow 4111 one 1111 or so 9', true],
  ['my card number is 123456', false],
  ['the card number field is broken', false],
  ['Kontonummer steht auf der Rechnung über 12.345.678,90 €', false],
  ['order 12345678901', false],
  ['Geht Kreditkarte? Bestellnummer 302-4482913-22 vom 12.03.2024', false],
  ['I paid order 302-4482913-22 with my card on 12/03/2024', false],
  ['My passport is valid until 12.03.2029, born 1980. Order 4482913222', false],
  ['meine Kartennummer lautet vier 4 und 111 dann 11 und 111 und 1', true],
  ['mijn rekeningnummer is 12 en 345 dan 67 en 89', true],
])('a cue with digits that nothing found is a doubt: %s', (text, unsure) => {
  expect(one(text).unsure).toEqual([unsure])
})

test('a detector that fails lets nothing out', () => {
  const detect = () => {
    throw new RangeError('no')
  }
  expect(() => one('hello', { detect })).toThrow(RangeError)
})

test('whatever is masked comes back as it was', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom(
      'I am Anna',
      'Anna',
      'ANNA',
      'x@y.example',
      '123456',
      '[PERSON_1]',
      '[EMAIL_123456]',
      '\\[',
      '[',
    ),
  )
  const text = fc.array(piece, { maxLength: 10 }).map(parts => parts.join(' '))
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), texts => {
      const masked = mask(texts, options())
      const placeholders = masked.values.map(({ placeholder }) => placeholder)
      expect(new Set(placeholders).size).toBe(placeholders.length)
      const settled = mask(texts, options({ detect: () => [], isOrdinary: () => true })).texts
      masked.texts.forEach((one, index) => {
        expect(back(one, masked.values)).toBe(
          back(settled[index]!, mask(texts, options({ detect: () => [] })).values),
        )
      })
    }),
    { numRuns: 3_000 },
  )
})

test('a short or unknown thing that was masked once stays masked in what was said, not in pages', () => {
  const earlier: MaskedValue[] = [
    { placeholder: '[REFERENCE_111222]', kind: 'customer_number', value: '4711' },
    { placeholder: '[TEXT_333444]', kind: 'text', value: 'the old mill' },
  ]
  const { texts } = mask(['4711, by the old mill', 'It costs 4711 €'], options({ earlier, said: 1 }))
  expect(texts).toEqual(['[REFERENCE_111222], by [TEXT_333444]', 'It costs 4711 €'])
})

test('of the readable phone number no other one is readable', () => {
  const detect: MaskOptions['detect'] = ({ text }) => hits(text, /[+(\d][\d ()-]{7,}\d/g, 'phone')
  const readable = ['+49 30 12345678']
  const masked = (text: string) => one(text, { detect, readable }).texts[0] !== text
  for (const own of ['+49 30 12345678', '030 12345678', '(030) 123-45678', '0049 30 12345678'])
    expect([own, masked(own)]).toEqual([own, false])
  for (const other of ['+49 40 12345678', '040 12345678', '+1 30 12345678', '123456789'])
    expect([other, masked(other)]).toEqual([other, true])
})

test('what stays readable is no doubt either', () => {
  const detect: MaskOptions['detect'] = ({ text }) => hits(text, /DE\d{20}/g, 'phone')
  const { texts, unsure } = one('your iban DE89370400440532013000?', {
    detect,
    readable: ['DE89370400440532013000'],
  })
  expect([texts[0], unsure]).toEqual(['your iban DE89370400440532013000?', [false]])
})
