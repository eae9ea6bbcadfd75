import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passagesOf } from './passages.ts'

const block = (text: string, heading = '') => ({ heading, text })

test('short neighbours under one heading are one passage', () => {
  expect(passagesOf([block('One.', 'A'), block('Two.', 'A'), block('Three.', 'B')])).toEqual([
    { heading: 'A', text: 'One.\nTwo.' },
    { heading: 'B', text: 'Three.' },
  ])
})

test('a long paragraph is cut where a sentence ends', () => {
  const sentence = `${'word '.repeat(60).trim()}. `
  const passages = passagesOf([block(sentence.repeat(12).trim())])
  expect(passages.length).toBeGreaterThan(2)
  for (const { text } of passages) {
    expect(text.length).toBeLessThanOrEqual(1400)
    expect(text).toMatch(/\.$/)
  }
})

test('no sign of a page is lost or doubled, and no passage is too long', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          heading: fc.constantFrom('', 'A'),
          text: fc.string({ unit: 'grapheme', maxLength: 4000 }),
        }),
      ),
      blocks => {
        const passages = passagesOf(blocks)
        const signs = (all: { text: string }[]) =>
          all
            .map(({ text }) => text)
            .join('')
            .replace(/\s/g, '')
        expect(signs(passages)).toBe(signs(blocks))
        for (const { text } of passages) expect(text.length).toBeLessThanOrEqual(1400)
      },
    ),
  )
})
