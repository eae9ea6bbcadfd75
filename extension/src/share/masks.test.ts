import { restored } from '@atavus/anonymizer/restore'
import { expect, test } from 'vitest'
import { masked } from './masks.ts'

const masks = { key: 'ab'.repeat(32), values: [] }
const people = (text: string, language: string) =>
  masked([text], masks, language, [])
    .values.filter(({ kind }) => kind === 'person')
    .map(({ value }) => value)

test.each([
  ['de', 'Sehr geehrte Frau Mustermann, Ihr Berater ist Thomas Becker.', ['Mustermann', 'Thomas Becker']],
  [
    'de-AT',
    'Rechnung an: Erika Mustermann, bearbeitet von Jürgen Müller',
    ['Erika Mustermann', 'Jürgen Müller'],
  ],
  [
    'en-GB',
    'John Smith wrote to Emily. Kind regards, Olivia Miller',
    ['John Smith', 'Emily', 'Olivia Miller'],
  ],
  ['fr', 'Bonjour Madame Dupont, je suis Camille Lefèvre.', ['Dupont', 'Camille Lefèvre']],
  ['es', 'Estimada señora García, soy María Fernández.', ['García', 'María Fernández']],
  ['it', 'Gentile signor Rossi, sono Giulia Bianchi.', ['Rossi', 'Giulia Bianchi']],
  ['nl', 'Beste mevrouw Jansen, ik ben Pieter de Vries.', ['Jansen', 'Pieter de Vries']],
  ['ar', 'Contact: Ayşe Yılmaz and Mohammed Kaya', ['Ayşe Yılmaz', 'Mohammed Kaya']],
])('names are replaced on a page in %s', (language, text, names) => {
  expect(people(text, language)).toEqual(names)
})

test.each([
  [
    'de',
    'Der Wasserkocher aus Kupfer mit Thermostat. Warenkorb, Kasse, Versandkosten, Lieferzeit, Rückgabe. Die Bundesregierung hat am Mittwoch den Haushalt beschlossen. Stellen Sie sich vor, Ihr Auto würde einfach stehen bleiben. Bosch Akkuschrauber, Siemens Geschirrspüler.',
  ],
  [
    'en',
    'Samsung Galaxy Ultra, Dell Latitude, Lenovo ThinkPad. Return Policies by Retailer. Order Processing Time. Terms of Service. The European Commission adopted a proposal on Tuesday.',
  ],
  ['fr', 'Mentions légales, Panier, Livraison offerte. Sous Windows, l’utilisateur peut choisir un dossier.'],
  [
    'es',
    'Aviso legal, Política de privacidad, Carrito de compra. Permisos y Seguridad: El sistema operativo.',
  ],
  ['it', 'Informativa sulla privacy, Carrello, Spedizione gratuita. Il Governo ha approvato la legge.'],
  ['nl', 'Algemene voorwaarden, Winkelwagen, Gratis verzending. De Tweede Kamer stemt dinsdag.'],
])('ordinary words and products stay as they are on a page in %s', (language, text) => {
  expect(masked([text], masks, language, []).texts).toEqual([text])
})

test('the page’s own words tell its language, whatever it says of itself', () => {
  const text = 'Wir haben die Bestellung von Erika Mustermann erhalten und sie ist auf dem Weg.'
  for (const language of ['de', 'en', 'pl', '']) expect(people(text, language)).toEqual(['Erika Mustermann'])
})

test.each(['ar', 'ar-SA', 'en', 'en-GB', ''])(
  'in Arabic letters numbers are found on a page that says it is in %j, and no names, as the sheet says',
  language => {
    const { values } = masked(['Who?', 'اسمي خالد يوسف، ورقمي 0501234567'], masks, language, [])
    expect(values.map(({ value }) => value)).toEqual(['0501234567'])
  },
)

test.each([
  ['İdilay', 'İdilay'],
  ['Mu\u0308ckliz', 'Mückliz'],
  ['Peter\u00a0Quux', 'peter quux'],
  ['O’Quuxy', "O'Quuxy"],
])('%j is replaced where its user wants %j replaced', (written, wanted) => {
  const { texts, values } = masked([`See ${written} there`], masks, 'en', [wanted])
  expect(texts[0]).toMatch(/^See \[TEXT_\d+\] there$/)
  expect(values).toHaveLength(1)
})

test('who was named once is replaced everywhere, in the question as well', () => {
  const { texts } = masked(['Who is Mustermann?', 'Contact: Erika Mustermann'], masks, 'en', [])
  expect(texts[0]).toMatch(/^Who is \[PERSON_\d+\]\?$/)
  expect(texts[1]).toMatch(/^Contact: \[PERSON_\d+\]$/)
})

test('what a page writes like a placeholder comes back as it stands there', () => {
  const { texts, values } = masked(['Ask [PERSON_123456] or Erika Mustermann'], masks, 'en', [])
  expect(texts[0]).toMatch(/^Ask \[PERSON_\d+\] or \[PERSON_\d+\]$/)
  expect(texts[0]).not.toContain('123456')
  expect(values.map(({ value }) => value)).toEqual(['[PERSON_123456]', 'Erika Mustermann'])
})

test.each([
  ['en', 'John Smith, born 3 March 1985, lives at 12 Oak Street, Bristol BS1 4ST.'],
  ['de', 'Erika Mustermann, geboren am 12.08.1964, Heidestraße 17, 51147 Köln.'],
  ['fr', 'Camille Lefèvre, née le 3 mars 1985, 12 rue des Lilas, 75011 Paris.'],
  ['es', 'María Fernández, nacida el 3 de marzo de 1985, Calle Mayor 5, 28013 Madrid.'],
  ['it', 'Giulia Bianchi, nata il 3 marzo 1985, Via Roma 12, 20121 Milano.'],
  ['nl', 'Ik ben Pieter de Vries, geboren op 3 maart 1985, Kerkstraat 59, 1017 GC Amsterdam.'],
])('where somebody lives and when they were born is replaced and comes back, in %s', (language, text) => {
  const { texts, values } = masked([text], masks, language, [])
  expect(values.map(({ kind }) => kind).sort()).toEqual(['address', 'birth_date', 'person'])
  expect(texts[0]).not.toMatch(/1964|1985|12 |59|Mayor/)
  expect(restored(texts[0]!, values, 'en')).toBe(text)
})
