import { words as ar } from '../../src/words/ar.ts'
import { words as de } from '../../src/words/de.ts'
import { words as en } from '../../src/words/en.ts'
import { words as es } from '../../src/words/es.ts'
import { words as fr } from '../../src/words/fr.ts'
import { words as it } from '../../src/words/it.ts'
import { words as nl } from '../../src/words/nl.ts'
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

/** The shop speaks English, German and a little Arabic; in the others its English page is asked about. */
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
  {
    language: 'es',
    words: es,
    path: '/en/warranty',
    question: 'Se ha abierto una costura a los tres años. ¿Qué hago?',
    cited: 'seams hold',
    answer: [
      'Las costuras tienen **cinco años** de garantía, así que la suya está cubierta [1].\n\n',
      '1. Escriba a {EMAIL} con el número de pedido y dos fotos.\n',
      '2. En tres días laborables recibe una etiqueta de envío gratuita.\n',
      '3. La prenda se repara, se cambia o se reembolsa.',
    ],
  },
  {
    language: 'fr',
    words: fr,
    path: '/en/warranty',
    question: 'Une couture s’est défaite au bout de trois ans. Que faire ?',
    cited: 'seams hold',
    answer: [
      'Les coutures sont garanties **cinq ans** : la vôtre est donc couverte [1].\n\n',
      '1. Écrivez à {EMAIL} avec le numéro de commande et deux photos.\n',
      '2. Vous recevez une étiquette d’envoi gratuite sous trois jours ouvrés.\n',
      '3. L’article est réparé, remplacé ou remboursé.',
    ],
  },
  {
    language: 'it',
    words: it,
    path: '/en/warranty',
    question: 'Dopo tre anni si è aperta una cucitura. Che cosa faccio?',
    cited: 'seams hold',
    answer: [
      'Le cuciture sono garantite **cinque anni**, quindi la sua è coperta [1].\n\n',
      '1. Scriva a {EMAIL} con il numero d’ordine e due foto.\n',
      '2. Entro tre giorni lavorativi riceve un’etichetta di spedizione gratuita.\n',
      '3. Il capo viene riparato, sostituito o rimborsato.',
    ],
  },
  {
    language: 'nl',
    words: nl,
    path: '/en/warranty',
    question: 'Na drie jaar is een naad losgegaan. Wat doe ik?',
    cited: 'seams hold',
    answer: [
      'Op naden zit **vijf jaar** garantie, dus die van u valt eronder [1].\n\n',
      '1. Schrijf naar {EMAIL} met het bestelnummer en twee foto’s.\n',
      '2. Binnen drie werkdagen krijgt u een gratis verzendlabel.\n',
      '3. Het stuk wordt gerepareerd, vervangen of vergoed.',
    ],
  },
  {
    language: 'ar',
    words: ar,
    path: '/ar',
    question: 'خلال كم يومًا يمكنني إرجاع منتج، ولمن أكتب؟',
    cited: 'لاستبدال المنتج',
    answer: [
      'يمكنك إرجاع أي منتج خلال **30 يومًا** من استلامه دون ذكر السبب [1].\n\n',
      '1. راسل {EMAIL} بالإنجليزية أو الألمانية.\n',
      '2. الإرجاع مجاني من ألمانيا والنمسا.\n',
      '3. يُعاد المبلغ خلال خمسة أيام عمل من وصول الطرد.',
    ],
  },
]
