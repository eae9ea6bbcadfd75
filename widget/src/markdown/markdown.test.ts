import { expect, test } from 'vitest'
import table from './cases/table.json' with { type: 'json' }
import { read } from './read.ts'
import { elements, resolved, streamed, written } from './testing.ts'

const cases = table as [string, string][]
const shown = (text: string) => written(resolved(elements(text)))

test.each(cases)('%j', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test('a text that streams in ends as it reads in one piece', () => {
  const whole = cases.map(([text]) => text).join('\n\n')
  for (const text of [whole, ...cases.map(([text]) => text)]) {
    const expected = shown(text)
    for (let seed = 1; seed <= 20; seed++) {
      const last = [...streamed(text, seed)].at(-1)
      expect(written(resolved(elements(text, last)))).toBe(expected)
    }
  }
})

test('a finished block is the same object for as long as the text grows', () => {
  const text = cases.map(([text]) => text).join('\n\n')
  let before = read('', undefined, true)
  for (const reading of streamed(text, 7)) {
    expect(reading.blocks.slice(0, before.blocks.length)).toEqual(before.blocks)
    for (const [index, block] of before.blocks.entries()) expect(reading.blocks[index]).toBe(block)
    before = reading
  }
  expect(before.blocks.length).toBeGreaterThan(40)
})

test.each([
  ['**bold** words', /\*/],
  ['some *italic* and `code` words', /[*`]/],
  ['a [link](https://shop.example/a) here', /[[\]()]/],
  ['an ![image](https://other.example/x.png) here', /[!()]/],
  ['fact [1] and [1, 2] done', /\[/],
  ['| a | b |\n|---|---|\n| 1 | 2 |', /\|/],
  ['words\n\n```js\ncode\n```\n\nwords', /`/],
  ['words\n\n- one\n- two\n\n1. three\n2. four', /[-.\d]/],
  ['words\n\n## Title\n\nwords', /#/],
  ['words\n\n> said\n> more', />(?=said|more|$)/],
  ['~~gone~~ words', /~/],
])('%j shows no unfinished mark while it comes letter by letter', (text, mark) => {
  for (let length = 1; length <= text.length; length++) {
    const reading = read(text.slice(0, length), undefined, true)
    const words = written(resolved(elements('', reading))).replace(/<[^>]*>/g, '')
    expect(words, text.slice(0, length)).not.toMatch(mark)
  }
})

test('an address that still grows is not yet a link', () => {
  const reading = read('see https://shop.exa', undefined, true)
  expect(written(resolved(elements('', reading)))).toBe('<p>see https://shop.exa</p>')
})
