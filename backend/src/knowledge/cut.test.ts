import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cut } from './cut.ts'
import { atMost, sentencesOf } from './sentences.ts'

const sentence = 'The parcel leaves on the day on which you order it, if that is a working day. '
const row = '| Austria, Denmark and the Netherlands | €8.90 | two to four working days |'
const table = (rows: number) => `| Country | Costs | Time |\n| --- | --- | --- |\n${`${row}\n`.repeat(rows)}`

const cases: [fact: string, text: string, passages: { heading: string; body: string }[]][] = [
  ['nothing is no passage', '', []],
  ['blank lines and rules are no passage', '\n \n---\n***\n', []],
  [
    'plain text is one passage without a heading',
    'Open on Monday.',
    [{ heading: '', body: 'Open on Monday.' }],
  ],
  [
    'each section is a passage under its heading, without the title of the document',
    '# Delivery\nBy post.\n## Costs\nFree.\n## Times ##\nTwo days.',
    [
      { heading: 'Delivery', body: 'By post.' },
      { heading: 'Costs', body: 'Free.' },
      { heading: 'Times', body: 'Two days.' },
    ],
  ],
  [
    'a heading below a heading names both, without the marks of Markdown',
    '# Care\n## **Leather**\n### When [wet](/wet)\nDry it.',
    [{ heading: 'Leather › When wet', body: 'Dry it.' }],
  ],
  [
    'where there are several titles, they stay in the path',
    '# Shop\nA\n# Help\n## Returns\nB',
    [
      { heading: 'Shop', body: 'A' },
      { heading: 'Help › Returns', body: 'B' },
    ],
  ],
  [
    'a heading with nothing beneath it is a line of the section before',
    'Sizes:\n## Small\n## Large',
    [{ heading: '', body: 'Sizes:\n\nSmall\n\nLarge' }],
  ],
  [
    'paragraph, list and table of a short section stay together',
    '## Sizes\nMeasure first.\n\n- Chest\n  at its widest\n- Hips\n\n| A | B |\n|---|---|\n| 1 | 2 |',
    [
      {
        heading: 'Sizes',
        body: 'Measure first.\n\n- Chest\n  at its widest\n- Hips\n\n| A | B |\n|---|---|\n| 1 | 2 |',
      },
    ],
  ],
  [
    'what stands in a code block is no heading, table or list',
    '```\n# not a heading\n| no\n```\nAfter.',
    [{ heading: '', body: '```\n# not a heading\n| no\n```\n\nAfter.' }],
  ],
  ['a hash without a space is text', '#wool is warm', [{ heading: '', body: '#wool is warm' }]],
  [
    'line ends of every kind are read, and what cannot be kept is left out',
    '## A\r\nx\u0000y\rz\uD800\u2028w',
    [{ heading: 'A', body: 'xy\nz\uFFFD\nw' }],
  ],
]

test.each(cases)('%s', (_, text, passages) => expect(cut(text)).toEqual(passages))

test('a long text is cut between sentences', () => {
  const passages = cut(sentence.repeat(60))
  expect(passages.length).toBeGreaterThan(4)
  for (const { body } of passages) {
    expect(body).toMatch(/^The parcel .* day\.$/s)
    expect(body.length).toBeLessThanOrEqual(1000)
  }
  for (const { body } of passages.slice(0, -1)) expect(body.length).toBeGreaterThan(600)
})

test('a long table is cut between rows, and each piece has its head', () => {
  const passages = cut(table(50))
  expect(passages.length).toBeGreaterThan(3)
  for (const { body } of passages) {
    const [head, delimiter, ...rows] = body.split('\n')
    expect([head, delimiter]).toEqual(['| Country | Costs | Time |', '| --- | --- | --- |'])
    expect(new Set(rows)).toEqual(new Set([row]))
  }
})

test('a long list is cut between items', () => {
  for (const { body } of cut(`- ${sentence}\n`.repeat(40)))
    expect(body.split('\n').every(line => line.trim() === `- ${sentence}`.trim())).toBe(true)
})

test.each([
  [
    'abbreviations',
    'Das ist z. B. Wolle. Nr. 5 am 1. März. Fertig!',
    ['Das ist z. B. Wolle. ', 'Nr. 5 am 1. März. ', 'Fertig!'],
  ],
  ['small letters after a stop', 'Wash at 30 °C max. or by hand.', ['Wash at 30 °C max. or by hand.']],
  ['other scripts', '毎日営業。火曜日は休み。', ['毎日営業。', '火曜日は休み。']],
  ['quotation marks', 'It said “no.” Then yes.', ['It said “no.” ', 'Then yes.']],
])('sentences: %s', (_, text, sentences) => expect(sentencesOf(text)).toEqual(sentences))

test('what a reader sees as one character is not cut', () => {
  const family = '👩‍👩‍👧'
  for (const piece of atMost(`x${family.repeat(100)}`, 100))
    expect(piece.replace('x', '')).toBe(
      family.repeat(Math.round(piece.replace('x', '').length / family.length)),
    )
  for (const piece of atMost('e\u0301'.repeat(500), 99)) expect(piece.startsWith('e')).toBe(true)
})

test('nothing is lost or doubled, and no passage is too long, whatever the text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '# ',
      '## a\n',
      '| a | b |\n',
      '|---|---|\n',
      '- ',
      '\n\n',
      '```\n',
      '. ',
      'word ',
      sentence.repeat(9),
    ),
  )
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
      // Heads of tables are repeated and headings stand beside: compared without both.
      const text = pieces.join('').toWellFormed().replace(/[#|-]/g, '')
      const passages = cut(text)
      expect(letters(passages.map(({ body }) => body).join(''))).toBe(letters(text))
      for (const { body } of passages) expect(body.length).toBeLessThanOrEqual(1000)
    }),
  )
})

test.each([
  ['one word', 'x'.repeat(200_000)],
  ['dashes', '-'.repeat(200_000)],
  ['bars', '|'.repeat(200_000)],
  ['hashes', `# ${' #'.repeat(100_000)}`],
  ['brackets', '['.repeat(200_000)],
  ['links that do not end', '[a]('.repeat(50_000)],
  ['spaces', `a.${' '.repeat(200_000)}b`],
  ['line ends', '\n'.repeat(200_000)],
  ['headings', '# a\n'.repeat(50_000)],
  ['an open code block', `\`\`\`\n${'x\n'.repeat(100_000)}`],
  ['one endless item', `- a\n${'  b\n'.repeat(50_000)}`],
  ['rows', `| a |\n|---|\n${'| 1 |\n'.repeat(30_000)}`],
  ['one endless row', `| ${'a'.repeat(200_000)} |`],
  ['marks upon one letter', `a${'\u0301'.repeat(200_000)}`],
  ['halves of pairs', '\uD800'.repeat(200_000)],
])('200,000 characters of %s are cut', (_, text) => {
  for (const { body } of cut(text)) expect(body.length).toBeLessThanOrEqual(3100)
})
