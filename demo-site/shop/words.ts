import type { Group, Language } from './seed.ts'

type Home = {
  title: string
  lead: string
  promises: { title: string; text: string; page: string }[]
  favourites: string
  mending: string
  mendingText: string
  asking: string
  askingText: string
  letter: string
  letterText: string
}

export type Words = {
  tagline: string
  toContent: string
  mainMenu: string
  otherLanguage: string
  languages: string
  basket: string
  allProducts: string
  productsPath: string
  basketPath: string
  homePath: string
  groups: Record<Group, string>
  groupLeads: Record<Group, string>
  service: string
  columns: string[]
  choice: string
  inBasket: string
  alsoGood: string
  emptyBasket: string
  total: string
  delivery: string
  freeFrom: string
  remove: string
  pay: string
  notReal: string
  email: string
  subscribe: string
  notKept: string
  askLabel: string
  missing: string
  missingText: string
  back: string
  home: Home
}

const en: Words = {
  tagline: 'Wool, linen and leather for people and houses',
  toContent: 'Skip to content',
  mainMenu: 'Main menu',
  otherLanguage: 'Deutsch',
  languages: 'Language',
  basket: 'Basket',
  allProducts: 'Everything we make',
  productsPath: '/en/products',
  basketPath: '/en/basket',
  homePath: '/en',
  groups: { clothing: 'Clothing', accessories: 'Accessories', home: 'Household' },
  groupLeads: {
    clothing: 'Five pieces that go over, under and with each other.',
    accessories: 'For feet, waists and shoulders.',
    home: 'For the bed, the sofa and the kitchen.',
  },
  service: 'Service',
  columns: ['Ordering', 'Afterwards', 'Good to know', 'About us'],
  choice: 'Choose',
  inBasket: 'Put into the basket',
  alsoGood: 'Goes well with it',
  emptyBasket: 'There is nothing in your basket yet.',
  total: 'Total',
  delivery: 'Delivery within Germany',
  freeFrom: 'free from €80',
  remove: 'Remove',
  pay: 'Go to checkout',
  notReal: 'This shop is made up, to try a chat assistant on. Nothing can be bought here.',
  email: 'E-mail address',
  subscribe: 'Subscribe',
  notKept: 'This shop is made up, so there is no letter: your address was not read and not kept.',
  askLabel: 'Ask the shop',
  missing: 'There is no such page',
  missingText: 'Perhaps the address has a slip in it. All our things are one click away.',
  back: 'Back to the shop',
  home: {
    title: 'Made to be worn, washed and mended',
    lead: 'Fennel & Fjord makes twelve things of wool, linen and leather. Each of them should last ten years, and if a seam gives in before that, we sew it up again.',
    promises: [
      { title: 'Leaves today', text: 'Ordered by 13:00 on a working day', page: 'delivery' },
      { title: '30 days to return', text: 'And 60 days to exchange', page: 'returns' },
      { title: 'Mended in Kiel', text: 'Everything we have ever sold', page: 'repair' },
      { title: 'Five years', text: 'Guarantee on seams and zips', page: 'warranty' },
    ],
    favourites: 'What people order most',
    mending: 'A hole is no reason to buy a new one',
    mendingText:
      'Our workshop darns, patches, waxes and sews. A hole of up to two centimetres costs €12, a button nothing at all. Two to three weeks later the piece is back with you.',
    asking: 'A question about size, washing or delivery?',
    askingText:
      'The button in the corner opens a chat. A machine answers there, out of the pages of this shop, and shows where it found the answer.',
    letter: 'One letter a month',
    letterText: 'On the first Thursday: new pieces, mending, seconds. And €10 for your first order from €60.',
  },
}

const de: Words = {
  tagline: 'Wolle, Leinen und Leder für Mensch und Haus',
  toContent: 'Zum Inhalt',
  mainMenu: 'Hauptmenü',
  otherLanguage: 'English',
  languages: 'Sprache',
  basket: 'Warenkorb',
  allProducts: 'Alles, was wir machen',
  productsPath: '/de/produkte',
  basketPath: '/de/warenkorb',
  homePath: '/de',
  groups: { clothing: 'Kleidung', accessories: 'Zubehör', home: 'Haushalt' },
  groupLeads: {
    clothing: 'Fünf Stücke, die über-, unter- und miteinander gehen.',
    accessories: 'Für Füße, Hüften und Schultern.',
    home: 'Fürs Bett, fürs Sofa und für die Küche.',
  },
  service: 'Service',
  columns: ['Bestellen', 'Danach', 'Gut zu wissen', 'Über uns'],
  choice: 'Auswahl',
  inBasket: 'In den Warenkorb',
  alsoGood: 'Passt gut dazu',
  emptyBasket: 'In Ihrem Warenkorb liegt noch nichts.',
  total: 'Summe',
  delivery: 'Versand innerhalb Deutschlands',
  freeFrom: 'frei ab 80 €',
  remove: 'Entfernen',
  pay: 'Zur Kasse',
  notReal:
    'Diesen Laden gibt es nicht; er ist zum Ausprobieren eines Chat-Assistenten da. Hier lässt sich nichts kaufen.',
  email: 'E-Mail-Adresse',
  subscribe: 'Anmelden',
  notKept:
    'Diesen Laden gibt es nicht, also auch keinen Brief: Ihre Adresse wurde weder gelesen noch aufgehoben.',
  askLabel: 'Den Laden fragen',
  missing: 'Diese Seite gibt es nicht',
  missingText:
    'Vielleicht steckt ein Tippfehler in der Adresse. Alle unsere Sachen sind einen Klick entfernt.',
  back: 'Zurück zum Laden',
  home: {
    title: 'Zum Tragen, Waschen und Flicken gemacht',
    lead: 'Fennel & Fjord macht zwölf Dinge aus Wolle, Leinen und Leder. Jedes soll zehn Jahre halten, und wenn eine Naht vorher nachgibt, nähen wir sie wieder zu.',
    promises: [
      { title: 'Geht heute raus', text: 'Werktags bis 13 Uhr bestellt', page: 'delivery' },
      { title: '30 Tage Rückgabe', text: 'Und 60 Tage zum Umtauschen', page: 'returns' },
      { title: 'In Kiel geflickt', text: 'Alles, was wir je verkauft haben', page: 'repair' },
      { title: 'Fünf Jahre', text: 'Garantie auf Nähte und Reißverschlüsse', page: 'warranty' },
    ],
    favourites: 'Was am häufigsten bestellt wird',
    mending: 'Ein Loch ist kein Grund, neu zu kaufen',
    mendingText:
      'Unsere Werkstatt stopft, flickt, wachst und näht. Ein Loch bis zwei Zentimeter kostet 12 €, ein Knopf gar nichts. Zwei bis drei Wochen später ist das Stück wieder bei Ihnen.',
    asking: 'Eine Frage zu Größe, Wäsche oder Versand?',
    askingText:
      'Der Knopf in der Ecke öffnet einen Chat. Dort antwortet eine Maschine aus den Seiten dieses Ladens und zeigt, wo sie die Antwort gefunden hat.',
    letter: 'Ein Brief im Monat',
    letterText:
      'Am ersten Donnerstag: Neues, Geflicktes, zweite Wahl. Und 10 € für Ihre erste Bestellung ab 60 €.',
  },
}

export const words: Record<Language, Words> = { en, de }

/** Takes whole euros and gives them as the language writes them: €149 or 149 €. */
export function euros(amount: number, language: Language): string {
  const digits = Number.isInteger(amount) ? 0 : 2
  const style = {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const
  return new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-IE', style).format(amount)
}
