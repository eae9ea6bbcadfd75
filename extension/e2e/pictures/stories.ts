import { words as de } from '../../src/words/de.ts'
import { words as en } from '../../src/words/en.ts'
import type { Words } from '../../src/words/shape.ts'

/** What happens in the pictures of one language. */
export interface Story {
  language: string
  words: Words
  /** Of the demo shop. */
  path: string
  question: string
  /** Words of the passage that the answer rests on. */
  cited: string
  /** `{EMAIL}` stands for the placeholder of the page's address. */
  answer: string[]
}

export const stories: Story[] = [
  {
    language: 'en',
    words: en,
    path: '/en/warranty',
    question: 'A seam has come undone after three years. What do I do?',
    cited: 'seams hold',
    answer: [
      'Seams are guaranteed for **five years**, so yours is covered [1].\n\n',
      '1. Write to {EMAIL} with the order number and two photos.\n',
      '2. You get a free label within three working days.\n',
      '3. The piece is repaired, replaced or refunded.',
    ],
  },
  {
    language: 'de',
    words: de,
    path: '/de/garantie',
    question: 'Wie lange ist Garantie auf Nähte, und an wen schreibe ich?',
    cited: 'Nähte halten',
    answer: [
      'Auf Nähte sind **fünf Jahre** Garantie [1].\n\n',
      '1. Schreiben Sie mit Bestellnummer und zwei Fotos an {EMAIL}.\n',
      '2. Innerhalb von drei Werktagen kommt ein freier Versandschein.\n',
      '3. Das Stück wird repariert, ersetzt oder bezahlt.',
    ],
  },
]
