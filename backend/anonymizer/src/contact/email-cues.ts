const cue =
  /(?:e-?mail|mail|mailadresse?|courriel|correo|posta elettronica|indirizzo|adresse|address|adres|dirección|direccion|reach me|schreib|écris|escríbeme|scrivimi|contact|kontakt)[^@\n]{0,30}$/

/** Does a word for an e-mail address stand shortly before this place? */
export function mailCue(lower: string, start: number): boolean {
  return cue.test(lower.slice(Math.max(0, start - 44), start))
}

/** Words before "at" that belong to a sentence and not to an address. */
const sentence = new Set(
  (
    'look looking looks looked me us him her them you it is are was be am available found find hosted visit meet meeting ' +
    'shop shopping buy bought order ordered orders login logged log register registered sold live here there website ' +
    'site page store more online work works working worked up out in on or and the a an check see sign started start ' +
    'read info details account accounts mail email address e-mail mailbox inbox profile not only also now but best price ' +
    'prices one got get all arrived support team people staff service customer product products file lunch dinner dj ' +
    'follow party concert kaufe kaufen gekauft bestellt konto angebot seite ich habe arbeite kunde bin registriert ' +
    'angemeldet postfach mittagessen treffen achète commandé compte suis travaille client moi dîner cuenta cliente cena ' +
    'conto klant koop kg pcs stück each'
  ).split(' '),
)

export function isSentence(word: string): boolean {
  return sentence.has(word)
}
