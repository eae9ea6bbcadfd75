/** What the button says after its name when the chat did not come: nothing can be fetched for it then. */
export const failed = {
  en: 'not loaded. Try again',
  de: 'nicht geladen. Erneut versuchen',
  es: 'sin cargar. Reintentar',
  fr: 'non chargé. Réessayer',
  it: 'non caricata. Riprova',
  nl: 'niet geladen. Opnieuw proberen',
  ar: 'لم تُحمَّل. أعد المحاولة',
}
export type Spoken = keyof typeof failed

/** What it is called where its owner says nothing: a word that our languages share, but for one. */
export const nameIn = (speaks: Spoken) => (speaks === 'ar' ? 'دردشة' : 'Chat')
