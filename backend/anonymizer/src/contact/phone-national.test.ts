import { expect, test } from 'vitest'
import type { Language } from '../kinds.ts'
import { findPhones } from './phone-judge.ts'
import { marked, plain } from './testing.ts'

const spanish = [
  'mi número es «914.33.61.84»',
  'mi bizum es el «935843444»',
  'soy Ana «6 12 34 56 78» gracias',
  '«612.345.678» por favor',
  'apunta «61 234 56 78»',
  'mándalo a «6123 45678» porfa',
  'hola, «935843444» es el fijo de mi madre',
  'la oficina «(93) 584 34 44»',
  'el repartidor tiene el «612345678 ext 12»',
]
const german = [
  'neue nummer ist «0316 / 33 53 71», die alte ist tot',
  'hab euch aus «0 176 30702484» geschrieben',
  'bitte «0171/23 45 678» wählen',
  '«(0171) 2345678» geht immer',
  'tante erna «05251 / 12 34 56» nimmt es an',
  '«(089) 23 45 67 - 12» tagsüber',
  '«00491712345678» ist meine',
]

test.each([...spanish.map(text => ['es', text] as const), ...german.map(text => ['de', text] as const)])(
  '%s: %s',
  (language: Language, text) => {
    expect(marked(findPhones, plain(text), { language })).toBe(text)
  },
)
