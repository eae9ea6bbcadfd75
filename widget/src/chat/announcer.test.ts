import { expect, test } from 'vitest'
import { finishedSentences } from './announcer.ts'

/** What is said while a text comes in pieces of so many letters. */
function said(text: string, size: number): string[] {
  const all: string[] = []
  let from = 0
  for (let length = size; length < text.length + size; length += size) {
    const over = length >= text.length
    const { words, to } = finishedSentences(text.slice(0, length), from, over)
    from = to
    if (words) all.push(words)
  }
  return all
}

const text =
  'You can **return** everything. Within 30 days! See [the page](https://shop.example/a) [1].\n\n- one\n- two'

test('an answer is said sentence by sentence, as words without marks', () => {
  expect(said(text, 1)).toEqual([
    'You can return everything.',
    'Within 30 days!',
    'See the page.',
    'one',
    'two',
  ])
})

test('everything is said once, however the words come', () => {
  for (let size = 1; size < 60; size++)
    expect(said(text, size).join(' ').replace(/\s+/g, ' ')).toBe(
      'You can return everything. Within 30 days! See the page. one two',
    )
})

test('a short word or a number before a full stop ends no sentence', () => {
  expect(said('On the 3. of May, e.g. early, we open. Then we close', 1)).toEqual([
    'On the 3. of May, e.g. early, we open.',
    'Then we close',
  ])
})

test('an unfinished sentence is not said before it ends', () => {
  expect(finishedSentences('You can return', 0, false)).toEqual({ words: '', to: 0 })
})
