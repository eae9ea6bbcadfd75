/** Words that only the privacy room needs; they are fetched with it. */
interface RoomWords {
  code: string
  consent: string
  zip: string
  zipHint: string
  held: string
  choices: string
  choicesHint: string
  receipt: string
  object: string
  objectHint: string
  counted: string
  countedHint: string
  objected: string
  agreed: string
  wrong: string
  wrongHint: string
  wrongAsk: string
  send: string
  sent(due: string): string
  page: string
  pageHint: string
  trust: string
  trustHint: string
  ask: string
  askHint: string
}

const en: RoomWords = {
  code: 'Code',
  consent: 'Save the receipt of your consent, with its code',
  zip: 'Download it as a zip',
  zipHint: 'JSON, tables for a spreadsheet, and what each field means',
  held: 'What was said is kept for a legal reason, and deleted once that is over.',
  choices: 'Change my choices',
  choicesHint: 'Shows the notice again; until you choose, all stays as it is',
  receipt: 'Save the receipt of the deletion',
  object: 'Do not count what I do',
  objectHint: 'Which features you use is counted, in sums that name nobody',
  counted: 'Count what I do again',
  countedHint: 'Nothing that you do is counted now',
  objected: 'From now on nothing that you do is counted.',
  agreed: 'What you do is counted again.',
  wrong: 'Something is wrong',
  wrongHint: 'Whoever is responsible answers within 30 days',
  wrongAsk: 'What is wrong, and how is it right?',
  send: 'Send',
  sent: due => `It was sent. You find the answer under “All of it on one page”, by ${due} at the latest.`,
  page: 'All of it on one page',
  pageHint: 'With the code of your receipt, also without this chat',
  trust: 'Whether these promises are kept',
  trustHint: 'What the server showed in the last minutes',
  ask: 'Ask something else',
  askHint: 'A form, also for parents whose child has written here',
}

const de: RoomWords = {
  code: 'Code',
  consent: 'Quittung der Einwilligung mit ihrem Code speichern',
  zip: 'Als Zip herunterladen',
  zipHint: 'JSON, Tabellen und was jedes Feld bedeutet',
  held: 'Was gesagt wurde, wird aus einem rechtlichen Grund aufbewahrt und danach gelöscht.',
  choices: 'Anders wählen',
  choicesHint: 'Zeigt den Hinweis noch einmal; bis Sie wählen, bleibt alles, wie es ist',
  receipt: 'Quittung der Löschung speichern',
  object: 'Nicht zählen, was ich tue',
  objectHint: 'Welche Funktionen Sie nutzen, wird gezählt, in Summen ohne Namen',
  counted: 'Wieder zählen, was ich tue',
  countedHint: 'Nichts, was Sie tun, wird jetzt gezählt',
  objected: 'Von jetzt an wird nichts gezählt, was Sie tun.',
  agreed: 'Was Sie tun, wird wieder gezählt.',
  wrong: 'Etwas stimmt nicht',
  wrongHint: 'Wer verantwortlich ist, antwortet binnen 30 Tagen',
  wrongAsk: 'Was stimmt nicht, und wie ist es richtig?',
  send: 'Senden',
  sent: due => `Gesendet. Die Antwort finden Sie unter „Alles auf einer Seite“, spätestens am ${due}.`,
  page: 'Alles auf einer Seite',
  pageHint: 'Mit dem Code Ihrer Quittung, auch ohne diesen Chat',
  trust: 'Ob diese Versprechen gehalten werden',
  trustHint: 'Was der Server in den letzten Minuten gezeigt hat',
  ask: 'Etwas anderes fragen',
  askHint: 'Ein Formular, auch für Eltern, deren Kind hier geschrieben hat',
}

/** In the language of the other words. */
export const roomWords = (language: string): RoomWords => (language === 'de' ? de : en)
