import { expect, test } from 'vitest'
import { settle } from '../fold.ts'
import { lexicon } from '../lexicon/lexicon.ts'
import { scanOf } from '../scan.ts'
import { people } from './people.ts'

const find = people(lexicon)

import de from './testing/de.json' with { type: 'json' }
import en from './testing/en.json' with { type: 'json' }
import es from './testing/es.json' with { type: 'json' }
import fr from './testing/fr.json' with { type: 'json' }
import it from './testing/it.json' with { type: 'json' }
import nl from './testing/nl.json' with { type: 'json' }

function namesIn(written: string): string[] {
  const text = settle(written)
  return find(scanOf(text, { regions: [] })).map(({ start, end }) => text.slice(start, end))
}

/** In the sentences a name stands in `[[…]]`; after a bar, the part of it that is to be found. */
function marked(sentence: string) {
  const names: string[] = []
  const text = sentence.replace(/\[\[([^\]|]+)(?:\|([^\]]+))?\]\]/g, (_, whole: string, part?: string) => {
    names.push(part ?? whole)
    return whole
  })
  return { text, names }
}

test.each(Object.entries({ de, en, es, fr, it, nl }))('names are found in %s', (_, sentences) => {
  let right = 0
  let missed = 0
  let wrong = 0
  for (const sentence of [...sentences.people, ...sentences.others]) {
    const { text, names } = marked(sentence)
    const found = namesIn(text)
    const hits = names.filter(name => found.includes(name)).length
    right += hits
    missed += names.length - hits
    wrong += found.length - hits
  }
  expect(right / (right + missed)).toBeGreaterThan(0.95)
  expect(right / (right + wrong)).toBeGreaterThan(0.97)
})

test.each([
  ['my name is jon smtih', ['jon smtih']],
  ['ich heiße ayşe yılmaz und warte', ['ayşe yılmaz']],
  ['Annas Bestellung fehlt', ['Anna']],
  ["Anna's order", ['Anna']],
  ['John & Mary Smith', ['John', 'Mary Smith']],
  ['Best regards,\nTom Baker', ['Tom Baker']],
  ['ich bin müde', []],
  ['name;mail\nKim, Wei;a@b.example\nde Haan, Okke;c@d.example', ['Kim, Wei', 'de Haan, Okke']],
  ['Bot: Your name?\nVisitor: carol birtwistle\nBot: Thanks', ['carol birtwistle']],
  ['our daughter Lily (born in March)', ['Lily']],
  ['jane doe asked twice', ['jane doe']],
  ['LECLERC Antoine', ['LECLERC Antoine']],
  ['The maiden name of my wife is Lindgren.', ['Lindgren']],
  ['ik woon in Dayton, mijn IBAN is nieuw', []],
  ['Dear Customer Care, call me back', []],
  ['Hugo Boss, Levi Strauss, Mercedes-Benz', []],
  ['write to anna.schmidt@mail.example', []],
])('%j has %j', (text, names) => {
  expect(namesIn(text)).toEqual(names)
})

test('who was named in full is known by half the name afterwards', () => {
  expect(namesIn('My name is Xanthe Quillfeather. Please write to Quillfeather at home.')).toEqual([
    'Xanthe Quillfeather',
    'Quillfeather',
  ])
})

test.each([
  'Anna ',
  'anna ',
  'A. ',
  'von ',
  'Mr ',
  'my name is ',
  'ABC ',
  'Anna-',
  "O'",
  'a@',
  'Anna,',
  'name | ',
  'name|\n',
  'name?\n',
  'LECLERC ',
  '\n',
])('a text of nothing but %j is read in time that grows with its length', unit => {
  const time = (length: number) => {
    const scan = scanOf(unit.repeat(length / unit.length), { regions: [] })
    const start = performance.now()
    find(scan)
    return performance.now() - start
  }
  time(50_000)
  expect(time(200_000)).toBeLessThan(3000)
})
