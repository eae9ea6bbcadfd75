import type { RoomWords } from './shape.ts'

export const room: RoomWords = {
  code: 'Code',
  consent: 'Enregistrer le reçu de votre consentement, avec son code',
  zip: 'Télécharger en zip',
  zipHint: 'JSON, tableaux pour un tableur, et ce que signifie chaque champ',
  held: (count, told) =>
    `${count === 1 ? 'Une conversation est conservée' : `${told} conversations sont conservées`} pour une raison légale. L’effacement suivra quand elle prendra fin.`,
  choices: 'Modifier mes choix',
  choicesHint: 'Affiche de nouveau la notice\u00a0; tant que vous n’avez pas choisi, rien ne change',
  receipt: 'Enregistrer le reçu de l’effacement',
  object: 'Ne pas compter ce que je fais',
  objectHint: 'Les fonctions que vous utilisez sont comptées, en sommes qui ne nomment personne',
  counted: 'Compter de nouveau ce que je fais',
  countedHint: 'Rien de ce que vous faites n’est compté pour l’instant',
  objected: 'Désormais, rien de ce que vous faites n’est compté.',
  agreed: 'Ce que vous faites est de nouveau compté.',
  wrong: 'Quelque chose est inexact',
  wrongHint: 'Le responsable répond sous 30 jours',
  wrongAsk: 'Qu’est-ce qui est inexact, et qu’est-ce qui serait juste\u00a0?',
  send: 'Envoyer',
  sent: due =>
    `Envoyé. Vous trouverez la réponse sous «\u00a0Tout sur une page\u00a0», au plus tard le ${due}.`,
  page: 'Tout sur une page',
  pageHint: 'Avec le code de votre reçu, même sans ce chat',
  trust: 'Si ces promesses sont tenues',
  trustHint: 'Ce que le serveur a montré ces dernières minutes',
  ask: 'Demander autre chose',
  askHint: 'Un formulaire, aussi pour les parents dont l’enfant a écrit ici',
}
